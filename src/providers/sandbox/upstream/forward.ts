import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { Readable, Transform } from "node:stream";
import type { WireRequest, WireResponse } from "../protocol/response.ts";
import { asRecord, passedOn } from "./headers.ts";

/** The largest that S3 takes in one request. */
const MAX_BODY = 5 * 1024 ** 3;
/** An emulator may start a database before it answers; SDKs do not wait for longer themselves. */
const SILENCE_MS = 120_000;

/** The upstream did not answer; the reason ends a sentence. */
export class NoAnswer extends Error {
  override readonly name: string = "NoAnswer";
}

/** More than is passed on. */
export class TooLarge extends NoAnswer {
  override readonly name = "TooLarge";
}

/** Sends a request to the upstream as it came, and gives back the answer as it comes. */
export async function forward(
  origin: string,
  request: WireRequest,
  signal: AbortSignal | undefined,
): Promise<WireResponse> {
  const body = request.payload ?? Buffer.from(request.body);
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY) throw tooLarge();
  const answer = await send(origin, optionsFor(request, body, signal), body);
  return {
    status: answer.statusCode ?? 502,
    headers: asRecord(passedOn(answer.rawHeaders, ["transfer-encoding"])),
    rawHeaders: passedOn(answer.rawHeaders, ["transfer-encoding"]),
    body: "",
    stream: answer,
  };
}

function optionsFor(
  request: WireRequest,
  body: Uint8Array | Readable,
  signal: AbortSignal | undefined,
): RequestOptions {
  const given =
    request.rawHeaders ??
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [name, value],
    );
  const isWhole = !(body instanceof Readable);
  // What was read whole has a length, whatever way it came in.
  const headers = passedOn(given, isWhole ? ["transfer-encoding", "content-length"] : []);
  const asked = request.headers["content-length"] ?? request.headers["transfer-encoding"];
  if (isWhole && (body.length > 0 || asked !== undefined)) {
    headers.push("content-length", String(body.length));
  }
  return {
    method: request.method,
    path: request.path,
    headers: headers,
    // No connection is kept: one that the upstream closes meanwhile would look like its failure.
    agent: false,
    timeout: SILENCE_MS,
    ...(signal !== undefined && { signal }),
  };
}

async function send(
  origin: string,
  options: RequestOptions,
  body: Uint8Array | Readable,
): Promise<IncomingMessage> {
  const { request } = await (origin.startsWith("https:")
    ? import("node:https")
    : import("node:http"));
  return new Promise((resolve, reject) => {
    const outgoing = request(origin, options);
    outgoing.once("response", resolve);
    outgoing.once("timeout", () =>
      outgoing.destroy(new NoAnswer(`says nothing for ${SILENCE_MS / 1000} seconds`)),
    );
    outgoing.once("error", (error: NodeJS.ErrnoException) =>
      reject(options.signal?.aborted === true ? error : reasonOf(error)),
    );
    if (body instanceof Readable) sendStream(body, outgoing);
    else outgoing.end(body);
  });
}

function sendStream(body: Readable, outgoing: ClientRequest): void {
  const counted = limited();
  for (const part of [body, counted]) part.once("error", (error) => outgoing.destroy(error));
  // Not by pipeline: that would end the client's connection, which is to get an answer.
  body.pipe(counted).pipe(outgoing);
  outgoing.once("close", () => {
    body.unpipe(counted);
    body.resume();
  });
}

function limited(): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > MAX_BODY) done(tooLarge());
      else done(null, chunk);
    },
  });
}

const tooLarge = (): TooLarge => new TooLarge(`is sent no body over ${MAX_BODY} bytes`);

function reasonOf(error: NodeJS.ErrnoException): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const cause = error.code ?? error.message;
  const reason =
    error.code === "ECONNREFUSED" ? "is not running" : `ended the connection without an answer`;
  return new NoAnswer(`${reason} (${cause})`, { cause: error });
}
