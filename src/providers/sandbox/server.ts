import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { QuantsError } from "../../core/errors.ts";
import { type Dispatch, RESET } from "./dispatch.ts";
import { isPublicHost } from "./endpoint-page.ts";
import { bodyTells } from "./protocol/asked-service.ts";
import { errorResponse, type WireRequest, type WireResponse } from "./protocol/response.ts";
import { ServiceError } from "./protocol/service-error.ts";

const LOOPBACK = "127.0.0.1";
const MAX_BODY = 1024 * 1024;
/** How long answers under way may take once the server is to stop. */
const GRACE_MS = 500;
/** Of these, the body says which operation is asked for; all else is known by its head. */
const OWN: ReadonlySet<string> = new Set(["airflow", "lightsail", "sts"]);

export interface SandboxServer {
  readonly endpoint: string;
  /** Resolves when the last connection is closed. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

/** The door for other processes; 127.0.0.1 only. Port 0 takes a free one. */
export async function startServer(
  dispatch: Dispatch,
  port: number,
  { passesOn }: { passesOn: boolean } = { passesOn: false },
): Promise<SandboxServer> {
  /** One for each request under way. */
  const pending = new Set<AbortController>();
  const server = createServer((request, response) => {
    // Nothing a client does may end the server; its own faults are answered as 500.
    serve(dispatch, request, response, { pending, passesOn }).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    else socket.destroy();
  });
  await listen(server, port);
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const { port: actual } = server.address() as AddressInfo;
  return {
    endpoint: `http://${LOOPBACK}:${actual}`,
    closed,
    stop() {
      server.close();
      server.closeIdleConnections();
      for (const controller of pending) controller.abort();
      setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
      return closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen({ host: LOOPBACK, port }, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): QuantsError {
  const taken = error.code === "EADDRINUSE";
  return new QuantsError(
    taken ? "conflict" : "failed",
    taken ? `Port ${port} is in use.` : `Can't listen on port ${port}: ${error.message}`,
    { hint: "Choose another port, or 0 for a free one.", cause: error },
  );
}

async function serve(
  dispatch: Dispatch,
  request: IncomingMessage,
  response: ServerResponse,
  { pending, passesOn }: { pending: Set<AbortController>; passesOn: boolean },
): Promise<void> {
  const target = originForm(request.url ?? "/");
  const authorities = [request.headers.host, target.authority];
  if (!authorities.every((it) => it === undefined || isOurs(it)) || !request.headers.host) {
    // A page that had its name rebound to 127.0.0.1 would come with a foreign name.
    send(
      response,
      refusal("AccessDeniedException", "The sandbox answers on loopback names only.", 403),
    );
    return;
  }
  const head: WireRequest = {
    method: request.method ?? "",
    path: target.path,
    headers: request.headers as Record<string, string | undefined>,
    rawHeaders: request.rawHeaders,
    body: "",
  };
  const payload = passesOn && !bodyTells(head, OWN) ? request : await readBody(request);
  if (payload === undefined) {
    response.setHeader("connection", "close");
    send(response, refusal("RequestEntityTooLarge", `The body exceeds ${MAX_BODY} bytes.`, 413));
    return;
  }
  const controller = new AbortController();
  pending.add(controller);
  response.once("close", () => {
    pending.delete(controller);
    controller.abort();
  });
  const body = Buffer.isBuffer(payload) ? payload.toString("utf8") : "";
  const answer = await answerOf(dispatch, { ...head, body, payload }, controller.signal);
  if (answer === RESET) request.socket.resetAndDestroy();
  else send(response, answer);
}

async function answerOf(
  dispatch: Dispatch,
  request: WireRequest,
  signal: AbortSignal,
): Promise<WireResponse | typeof RESET> {
  try {
    return await dispatch(request, { signal });
  } catch (error) {
    if (signal.aborted) return RESET;
    const message = error instanceof Error ? error.message : String(error);
    return refusal("InternalFailure", `The sandbox failed: ${message}`, 500);
  }
}

const refusal = (
  type: "AccessDeniedException" | "InternalFailure" | "RequestEntityTooLarge",
  message: string,
  status: number,
): WireResponse => errorResponse(new ServiceError(type, message, { status }), undefined);

function send(response: ServerResponse, answer: WireResponse): void {
  if (answer.stream !== undefined) {
    response.writeHead(answer.status, [...(answer.rawHeaders ?? [])]);
    // An answer that breaks off is to break off here too, and not to look complete.
    pipeline(answer.stream, response).catch(() => response.destroy());
    return;
  }
  const body = Buffer.from(answer.bytes ?? answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    server: "Server",
    "content-length": body.length,
  });
  response.end(body);
}

/** Undefined when it is too large. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) {
        chunks.push(chunk);
      } else {
        request.pause();
        resolve(undefined);
      }
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", reject);
  });
}

/**
 * SDKs put a prefix before the host for some services, as in `api.127.0.0.1`. No browser takes that
 * for a name that could be rebound: what ends in a number is an address to it, or nothing.
 */
const LOOPBACK_HOST =
  /^(?:(?:[a-z0-9-]+\.)*(?:127(?:\.\d{1,3}){3}|localhost)|\[::1\])(?::\d{1,5})?$/i;

/** At the host of a container service nothing but a page is answered, whoever comes. */
const isOurs = (host: string): boolean => LOOPBACK_HOST.test(host) || isPublicHost(host);

/** Clients that take the sandbox for their proxy say whom they mean in the target. */
function originForm(target: string): { path: string; authority: string | undefined } {
  // Not by URL, which refuses `api.127.0.0.1`.
  const [, authority, rest = ""] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(target) ?? [];
  if (authority === undefined) return { path: target, authority };
  return { path: rest.startsWith("/") ? rest : `/${rest}`, authority };
}
