import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pLimit from "p-limit";

interface Call {
  /** Operation, e.g. `PutInstancePublicPorts`; of STS and EC2 as well. */
  operation: string;
  input: Record<string, unknown>;
  /** Instances that, right after the call, nobody could reach by SSH. */
  withoutSsh: string[];
}

export interface Recorder {
  readonly endpoint: string;
  readonly calls: Call[];
  /** Forgets what was recorded, and returns it. */
  take(): Call[];
  stop(): Promise<void>;
}

interface Port {
  fromPort?: number;
  toPort?: number;
  protocol: string;
}

/**
 * A proxy in front of the sandbox that answers a call only after it has looked at every
 * firewall: what the next call would find.
 */
export async function recordCalls(sandbox: string): Promise<Recorder> {
  const calls: Call[] = [];
  const forward = async (request: IncomingMessage, body: string, response: ServerResponse) => {
    const headers = forwarded(request.headers);
    const answer = await fetch(sandbox + (request.url ?? "/"), { method: "POST", headers, body });
    const text = await answer.text();
    calls.push({ ...described(headers, body), withoutSsh: await unreachable(sandbox) });
    const type = answer.headers.get("content-type") ?? "text/xml";
    response.writeHead(answer.status, { "content-type": type }).end(text);
  };
  // One at a time, so that what is seen after a call is its own work.
  const oneByOne = pLimit(1);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      oneByOne(forward, request, body, response).catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    take: () => calls.splice(0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forwarded(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const kept: Record<string, string> = {};
  for (const name of ["authorization", "content-type", "x-amz-target", "x-amz-date"]) {
    const value = headers[name];
    if (typeof value === "string") kept[name] = value;
  }
  return kept;
}

function described(headers: Record<string, string>, body: string): Omit<Call, "withoutSsh"> {
  const target = headers["x-amz-target"];
  if (target === undefined) {
    const parameters = new URLSearchParams(body);
    return { operation: parameters.get("Action") ?? "", input: Object.fromEntries(parameters) };
  }
  return {
    operation: target.slice(target.indexOf(".") + 1),
    input: JSON.parse(body) as Record<string, unknown>,
  };
}

/** One operation, as any client without an SDK could call it. */
export async function lightsail<T>(sandbox: string, operation: string, input: object = {}) {
  const answer = await fetch(sandbox, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Lightsail_20161128.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/ap-northeast-1/lightsail/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${operation}: ${text}`);
  return JSON.parse(text) as T;
}

async function unreachable(sandbox: string): Promise<string[]> {
  const { instances } = await lightsail<{
    instances: { name: string; networking: { ports: Port[] } }[];
  }>(sandbox, "GetInstances");
  return instances
    .filter(({ networking }) => !networking.ports.some(coversSsh))
    .map(({ name }) => name);
}

const coversSsh = ({ protocol, fromPort = 0, toPort = 0 }: Port): boolean =>
  protocol === "-1" || (protocol === "tcp" && fromPort <= 22 && toPort >= 22);
