import type { Readable } from "node:stream";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { objectOf, textOf } from "../../core/text/json.ts";

/** The part of a client's settings that signs and sends. */
interface Signing {
  credentials: never;
  sha256: never;
  /** Milliseconds by which this clock differs from the service's. */
  systemClockOffset?: number;
  requestHandler: { handle: (request: never, options?: never) => Promise<{ response: unknown }> };
}

export interface Request {
  method: "GET" | "POST";
  endpoint: string;
  path: string;
  query?: Readonly<Record<string, string>>;
  /** As signatures name it. */
  service: string;
  region: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface Answer {
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** So much of an answer is read. */
const LARGEST = 1_048_576;

/**
 * A request to a service without a client of its own, with the credentials and connections of
 * another's. Not by that client's own signer: it signs for whichever service it was first used for.
 */
export async function signedRequest(
  config: object,
  { method, endpoint, path, query, service, region, headers = {}, body }: Request,
  signal: AbortSignal,
): Promise<Answer> {
  const { credentials, sha256, systemClockOffset = 0, requestHandler } = config as Signing;
  const signer = new SignatureV4({ credentials, sha256, region, service });
  const url = new URL(endpoint);
  const request = new HttpRequest({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== "" && { port: Number(url.port) }),
    path,
    ...(query !== undefined && { query: { ...query } }),
    headers: { host: url.host, ...headers },
    ...(body !== undefined && { body }),
  });
  const signingDate = new Date(Date.now() + systemClockOffset);
  const signed = await signer.sign(request, { signingDate });
  const { response } = await requestHandler.handle(
    signed as never,
    { abortSignal: signal } as never,
  );
  const answer = response as Omit<Answer, "text"> & { body: Uint8Array | Readable };
  const { statusCode } = answer;
  return { statusCode, headers: answer.headers, text: await textOfBody(answer.body, statusCode) };
}

/** A request whose answer is JSON. */
export async function signedJson(
  config: object,
  request: Request,
  signal: AbortSignal,
  parse: (text: string) => unknown = JSON.parse,
): Promise<{ body: unknown; $metadata: { requestId: string | undefined } }> {
  const accept = { accept: "application/json", ...request.headers };
  const asked = { ...request, headers: accept };
  const { statusCode, headers, text } = await signedRequest(config, asked, signal);
  const requestId = headers["x-amzn-requestid"];
  const body = parsed(text, parse);
  if (statusCode < 200 || statusCode >= 300) {
    throw refusal(statusCode, headers["x-amzn-errortype"], objectOf(body), requestId);
  }
  if (body === undefined) throw unreadable("The answer is not JSON.", statusCode);
  return { body, $metadata: { requestId } };
}

async function textOfBody(body: Uint8Array | Readable, statusCode: number): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString("utf8");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw unreadable("The answer is too large.", statusCode);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Undefined for what is not JSON. */
function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** In the form in which the SDK tells of an answer that it can't read. */
function unreadable(message: string, httpStatusCode: number): Error {
  return Object.assign(new TypeError(message), { $metadata: { httpStatusCode } });
}

/** In the form in which the SDK tells of a refusal; without a name it is not the service's own. */
function refusal(
  httpStatusCode: number,
  type: string | undefined,
  body: Readonly<Record<string, unknown>>,
  requestId: string | undefined,
): Error {
  const name =
    (type ?? textOf(body["__type"]) ?? textOf(body["code"]) ?? "")
      .split(":")[0]
      ?.split("#")
      .at(-1) ?? "";
  const message =
    textOf(body["detailedMessage"]) ??
    textOf(body["message"]) ??
    textOf(body["Message"]) ??
    `HTTP ${httpStatusCode}`;
  return Object.assign(new Error(message), {
    name: name === "" ? "Error" : name,
    ...(name !== "" && { $fault: httpStatusCode >= 500 ? "server" : "client" }),
    $metadata: { httpStatusCode, requestId },
  });
}
