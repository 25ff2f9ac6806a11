import { writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { GetInstancesCommand, LightsailClient } from "@aws-sdk/client-lightsail";
import { afterEach, expect, test } from "vitest";
import type {
  RunningSandbox,
  SandboxStartOptions,
} from "../../../src/core/contracts/sandbox-control.ts";
import { authorization, harness, REGION } from "./harness.ts";

const running: RunningSandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(options: Partial<SandboxStartOptions> = {}, sandbox = harness()) {
  const server = await sandbox.control.start({ port: 0, pace: "instant", ...options });
  running.push(server);
  return { sandbox, server, port: Number(new URL(server.endpoint).port) };
}

interface Answer {
  status: number;
  body: string;
  reused: boolean;
}

function post(port: number, options: { headers?: object; body?: string; agent?: Agent } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        method: "POST",
        agent: options.agent,
        headers: {
          "x-amz-target": "Lightsail_20161128.GetInstances",
          authorization: authorization(),
          ...options.headers,
        },
      },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body, reused: outgoing.reusedSocket }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(options.body ?? "{}");
  });
}

test("an unmodified client works with nothing but the endpoint", async () => {
  const { server, sandbox } = await start();
  await sandbox.control.seed({ instances: 3, region: REGION, prefix: "web" });
  const client = new LightsailClient({
    region: REGION,
    endpoint: server.endpoint,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const { instances } = await client.send(new GetInstancesCommand({}));
  expect(instances?.map((instance) => instance.name)).toEqual(["web-1", "web-2", "web-3"]);
  client.destroy();
});

test("connections are kept", async () => {
  const { port } = await start();
  const agent = new Agent({ keepAlive: true });
  expect((await post(port, { agent })).reused).toBe(false);
  expect((await post(port, { agent })).reused).toBe(true);
  agent.destroy();
});

test("only loopback names are answered", async () => {
  const { port } = await start();
  for (const host of ["127.0.0.1", "localhost:99", "LOCALHOST", "[::1]:4599"]) {
    expect((await post(port, { headers: { host } })).status).toBe(200);
  }
  for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "10.0.0.1"]) {
    expect((await post(port, { headers: { host } })).status).toBe(403);
  }
});

test("a body that is too large is refused, and the server lives on", async () => {
  const { port } = await start();
  const huge = post(port, { body: "x".repeat(3 * 1024 * 1024) });
  // The client may see the answer or the closed connection first.
  await huge.then(
    (answer) => expect(answer.status).toBe(413),
    (error: NodeJS.ErrnoException) => expect(error.code).toMatch(/EPIPE|ECONNRESET/),
  );
  expect((await post(port)).status).toBe(200);
});

test("what is no HTTP does not end it", async () => {
  const { port } = await start();
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write("\u0016\u0003\u0001 not http\r\n\r\n"),
    );
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("close", () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400/);
  const abandoned = connect(port, "127.0.0.1", () => {
    abandoned.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nhalf");
    abandoned.resetAndDestroy();
  });
  expect((await post(port)).status).toBe(200);
});

test("an injected reset breaks the connection", async () => {
  const sandbox = harness();
  const faultsFile = join(sandbox.directory, "plan.json");
  writeFileSync(faultsFile, '{"rules":[{"operation":"*","fault":"reset_after","calls":[1]}]}');
  const { port } = await start({ faultsFile }, sandbox);
  await expect(post(port)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await post(port)).status).toBe(200);
});

test("a damaged state is a 500 that says so", async () => {
  const { port, sandbox } = await start();
  writeFileSync(join(sandbox.directory, "us-east-1.json"), "{");
  const answer = await post(port);
  expect(answer.status).toBe(500);
  expect(answer.body).toMatch(/InternalFailure.*state is damaged/);
});

test("a port in use is a conflict", async () => {
  const { port } = await start();
  const other = harness();
  await expect(other.control.start({ port, pace: "instant" })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("stop ends it though a client keeps its connection", async () => {
  const { port, server } = await start();
  const agent = new Agent({ keepAlive: true });
  await post(port, { agent });
  await server.stop();
  await server.closed;
  await expect(post(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  agent.destroy();
});
