import { Readable } from "node:stream";
import type { WireRequest } from "./protocol/response.ts";
import { type Dispatch, RESET } from "./dispatch.ts";

/** The part of the SDK's HttpRequest that is used. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface HandlerOptions {
  readonly abortSignal?: unknown;
}

/**
 * The in-process door: give it to an SDK client as `requestHandler`, and its calls reach
 * the sandbox without a socket.
 */
export function createRequestHandler(dispatch: Dispatch) {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: SdkRequest, { abortSignal }: HandlerOptions = {}) {
      const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
      throwIfAborted(signal);
      // The SDK has loaded this module already; nothing else of the sandbox needs it.
      const { buildQueryString, HttpResponse } = await import("@smithy/core/protocols");
      const query = buildQueryString({ ...request.query });
      const path = query === "" ? request.path : `${request.path}?${query}`;
      const answer = await raceAbort(dispatch(await toWire(request, path), { signal }), signal);
      if (answer === RESET) throw connectionReset();
      return {
        response: new HttpResponse({
          statusCode: answer.status,
          headers: { ...answer.headers },
          body: answer.stream ?? Buffer.from(answer.bytes ?? answer.body),
        }),
      };
    },
    updateHttpClientConfig(): void {},
    httpHandlerConfigs: () => ({}),
    destroy(): void {},
  };
}

export type SandboxRequestHandler = ReturnType<typeof createRequestHandler>;

async function toWire(request: SdkRequest, path: string): Promise<WireRequest> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  const payload = await payloadOf(request.body);
  const body = Buffer.isBuffer(payload) ? payload.toString("utf8") : "";
  return { method: request.method, path, headers, body, payload };
}

/** In each form that the SDK takes a body in. */
async function payloadOf(body: unknown): Promise<Buffer | Readable> {
  if (typeof body === "string") return Buffer.from(body);
  if (ArrayBuffer.isView(body)) {
    // Not Buffer.from(body): that asks for valueOf(), and the SDK warns of it on stderr.
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  if (body instanceof Readable) return body;
  if (body instanceof ReadableStream) return Readable.fromWeb(body);
  return Buffer.alloc(0);
}

/** Node's own words for it, so that the SDK's retry rules see what they know. */
const connectionReset = (): Error =>
  Object.assign(new Error("read ECONNRESET"), {
    code: "ECONNRESET",
    errno: -104,
    syscall: "read",
  });

function raceAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(abortError(signal));
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortError(signal);
}

/** In the form of the SDK's own handlers. */
const abortError = (signal: AbortSignal): Error =>
  Object.assign(new Error("Request aborted", { cause: signal.reason }), { name: "AbortError" });
