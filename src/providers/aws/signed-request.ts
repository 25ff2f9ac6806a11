import type { Readable } from "node:stream";
import { HttpRequest } from "@smithy/core/protocols";
import { objectOf, textOf } from "../../core/text/json.ts";

/** The part of a client's settings that signs and sends. */
interface Signing {
  signer: (scheme: never) => Promise<{ sign: (request: never) => Promise<unknown> }>;
  requestHandler: { handle: (request: never, options?: never) => Promise<{ response: unknown }> };
}

interface Where {
  endpoint: string;
  path: string;
  /** As signatures name it. */
  service: string;
  region: string;
}

/** So much of an answer is read. */
const LARGEST = 1_048_576;

/** A GET that another service's client signs and carries; its answer is JSON. */
export async function signedGet(
  config: object,
  { endpoint, path, service, region }: Where,
  signal: AbortSignal,
): Promise<{ body: unknown; $metadata: { requestId: string | undefined } }> {
  const { signer, requestHandler } = config as Signing;
  const scheme = { name: "sigv4", signingName: service, signingRegion: region, properties: {} };
  const signing = await signer(scheme as never);
  const url = new URL(endpoint);
  const request = new HttpRequest({
    method: "GET",
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== "" && { port: Number(url.port) }),
    path,
    headers: { host: url.host, accept: "application/json" },
  });
  const signed = await signing.sign(request as never);
  const { response } = await requestHandler.handle(
    signed as never,
    { abortSignal: signal } as never,
  );
  const { statusCode, headers, body } = response as {
    statusCode: number;
    headers: Readonly<Record<string, string>>;
    body: Uint8Array | Readable;
  };
  const text = await textOfBody(body);
  const requestId = headers["x-amzn-requestid"];
  if (statusCode >= 200 && statusCode < 300)
    return { body: JSON.parse(text), $metadata: { requestId } };
  throw refusal(statusCode, headers["x-amzn-errortype"], text, requestId);
}

async function textOfBody(body: Uint8Array | Readable): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString("utf8");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST)
      throw Object.assign(new Error("The answer is too large."), { $metadata: {} });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** In the form in which the SDK tells of a refusal. */
function refusal(
  httpStatusCode: number,
  type: string | undefined,
  text: string,
  requestId: string | undefined,
): Error {
  let body: Readonly<Record<string, unknown>> = {};
  try {
    body = objectOf(JSON.parse(text));
  } catch {
    // Not the service's own words: its status tells.
  }
  const name = (type ?? textOf(body["__type"]) ?? "").split(":")[0]?.split("#").at(-1);
  const message = textOf(body["message"]) ?? textOf(body["Message"]) ?? `HTTP ${httpStatusCode}`;
  return Object.assign(new Error(message), {
    name: name === "" || name === undefined ? "Error" : name,
    ...(name !== "" &&
      name !== undefined && { $fault: httpStatusCode >= 500 ? "server" : "client" }),
    $metadata: { httpStatusCode, requestId },
  });
}
