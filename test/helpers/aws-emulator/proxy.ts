import { createServer, request as send, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pLimit from "p-limit";
import { ec2Fault, fault, json, text } from "./answers.ts";
import { type Answer, type Call, fillFor, readCall, type Service } from "./call.ts";

/** Asks moto, with another body if one is given. */
type Moto = (call: Call, body?: string) => Promise<Answer>;

/** Opens a server on loopback that answers by the fills, and by moto where there is none. */
export async function openProxy(motoPort: number, services: readonly Service[]): Promise<Server> {
  // moto's threads share dictionaries without a lock: a list that is read while another request
  // adds to it is answered with 500.
  const oneAtATime = pLimit(1);
  const moto: Moto = (call, body) => oneAtATime(() => forward(call, motoPort, body));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      const call = readCall(request, Buffer.concat(chunks));
      respond(call, moto, services, response).catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const sizeOf = (body: string | Buffer): number => Buffer.byteLength(body);

async function respond(
  call: Call,
  moto: Moto,
  services: readonly Service[],
  response: ServerResponse,
): Promise<void> {
  // Whoever waits for it hears of a fill that throws; nobody else would.
  const { status, headers, body } = await answer(call, moto, services).catch((error: unknown) =>
    refused(call, `The emulator failed: ${String(error)}`),
  );
  const length = call.method === "HEAD" ? {} : { "content-length": sizeOf(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

async function answer(call: Call, moto: Moto, services: readonly Service[]): Promise<Answer> {
  const upstream = (body?: string): Promise<Answer> => moto(call, body);
  const found = await (fillFor(call, services)?.(call, upstream) ?? upstream());
  // Clients repeat what was answered with 500 for minutes.
  return found.status === 500 ? refused(call, motoCannot(call, found)) : found;
}

const motoCannot = ({ service, operation }: Call, found: Answer): string =>
  `moto can't do ${operation} of ${service}: ${text(found).slice(0, 300)}`;

function refused({ service, headers, body }: Call, message: string): Answer {
  if (service === "ec2") return ec2Fault("NotImplemented", message);
  const isQuery = headers["x-amz-target"] === undefined && body.includes("Action=");
  if (isQuery) return fault("NotImplemented", message, 400);
  const type = { "x-amzn-errortype": "NotImplementedException" };
  return json({ __type: "NotImplementedException", message }, 400, type);
}

/** Headers of one connection, and the length, which a fill may change. */
const NOT_FORWARDED = ["connection", "transfer-encoding", "content-length", "expect"];

function forward(call: Call, port: number, changed?: string): Promise<Answer> {
  const body = changed ?? call.body;
  const headers = { ...call.headers, "x-moto-account-id": call.account };
  return new Promise((resolve, reject) => {
    const request = send({
      host: "127.0.0.1",
      port,
      method: call.method,
      path: call.search === "" ? call.path : `${call.path}?${call.search}`,
      headers: { ...kept(headers), "content-length": sizeOf(body) },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const status = response.statusCode ?? 500;
        resolve({ status, headers: kept(response.headers), body: Buffer.concat(chunks) });
      });
    });
    request.end(body);
  });
}

function kept(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !NOT_FORWARDED.includes(name)) found[name] = String(value);
  }
  return found;
}
