import { createHash, randomBytes } from "node:crypto";
import { request, type RequestOptions } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { HttpRequest } from "@smithy/core/protocols";
import { afterEach, describe, expect, test } from "vitest";
import type { RunningSandbox } from "../../../src/core/contracts/sandbox-control.ts";
import { authorization, harness, REGION } from "./harness.ts";
import { recordedUpstream } from "./recorded-upstream.ts";

const running: RunningSandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function served(upstream: string | undefined, sandbox = harness()) {
  const server = await sandbox.control.start({ port: 0, pace: "instant", upstream });
  running.push(server);
  return { sandbox, port: Number(new URL(server.endpoint).port) };
}

interface Answered {
  status: number;
  rawHeaders: string[];
  headers: Record<string, unknown>;
  body: Buffer;
}

function send(port: number, options: RequestOptions, body?: Buffer | Readable): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status = 0, rawHeaders, headers } = response;
        resolve({ status, rawHeaders, headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    if (body instanceof Readable) body.pipe(outgoing);
    else outgoing.end(body);
  });
}

const signed = (service: string): string => authorization(REGION, service);
const sha = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("sandbox start --upstream", () => {
  test("passes on method, path, query, headers and a body of bytes as they came, and the answer back (#13)", async () => {
    const zipped = gzipSync("answer");
    const upstream = await recordedUpstream((_seen, response) => {
      const headers = ["Set-Cookie", "a=1", "Set-Cookie", "b=2", "X-Amz-Id-2", "Z", "ETag", '"e"'];
      response.writeHead(206, [...headers, "Content-Encoding", "gzip"]);
      response.end(zipped);
    });
    const { port } = await served(upstream.origin);
    const body = randomBytes(70_000);
    const path = "/bucket/a%2Fb%20c?x-id=PutObject&empty=&list";
    const answer = await send(
      port,
      {
        method: "PUT",
        path,
        headers: { Authorization: signed("s3"), "X-Amz-Meta-Kind": "1", "Content-MD5": "abc==" },
      },
      body,
    );
    const [seen] = upstream.seen;
    expect(seen).toMatchObject({ method: "PUT", url: path });
    expect(sha(seen?.body ?? Buffer.alloc(0))).toBe(sha(body));
    expect(seen?.rawHeaders).toEqual(
      expect.arrayContaining([
        "Authorization",
        signed("s3"),
        "Content-MD5",
        "X-Amz-Meta-Kind",
        "Host",
      ]),
    );
    expect(seen?.headers.host).toBe(`127.0.0.1:${port}`);
    expect(answer.status).toBe(206);
    expect(answer.body.equals(zipped)).toBe(true);
    expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(answer.rawHeaders).toEqual(expect.arrayContaining(["ETag", '"e"', "X-Amz-Id-2"]));
    expect(answer.headers["server"]).toBeUndefined();
  });

  test("streams what is far larger than a call of Lightsail may be, both ways, chunked (#13)", async () => {
    const upstream = await recordedUpstream((seen, response) => response.end(seen.body));
    const { port } = await served(upstream.origin);
    const chunk = randomBytes(1024 * 1024);
    const answer = await send(
      port,
      { method: "PUT", path: "/b/large", headers: { authorization: signed("s3") } },
      Readable.from(Array.from({ length: 24 }, () => chunk)),
    );
    expect(upstream.seen[0]?.headers["transfer-encoding"]).toBe("chunked");
    expect(upstream.seen[0]?.body.length).toBe(24 * chunk.length);
    expect(sha(answer.body)).toBe(sha(Buffer.concat(Array.from({ length: 24 }, () => chunk))));
  });

  test("answers for Lightsail, MWAA and the caller's identity itself (#13)", async () => {
    const upstream = await recordedUpstream();
    const { port } = await served(upstream.origin);
    const own = [
      await send(
        port,
        {
          method: "POST",
          headers: {
            authorization: signed("lightsail"),
            "x-amz-target": "Lightsail_20161128.GetInstances",
          },
        },
        Buffer.from("{}"),
      ),
      await send(port, { path: "/environments", headers: { authorization: signed("airflow") } }),
      await send(
        port,
        { method: "POST", headers: { authorization: signed("sts") } },
        Buffer.from("Action=GetCallerIdentity&Version=2011-06-15"),
      ),
    ];
    expect(own.map((it) => it.status)).toEqual([200, 200, 200]);
    expect(upstream.seen).toEqual([]);
  });

  test.each([
    ["another call of STS", { authorization: signed("sts") }, "Action=GetSessionToken"],
    ["a form without a signature", {}, "Action=ListUsers&Version=2010-05-08"],
    [
      "zones, which are the other's own",
      { authorization: signed("ec2") },
      "Action=DescribeAvailabilityZones&Version=2016-11-15",
    ],
  ])("passes on %s (#13)", async (_what, headers, form) => {
    const upstream = await recordedUpstream();
    const { port } = await served(upstream.origin);
    const type = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const options = { method: "POST", headers: { ...type, ...headers } };
    expect((await send(port, options, Buffer.from(form))).body.toString()).toBe("theirs");
    expect(upstream.seen[0]?.body.toString()).toBe(form);
    expect(upstream.seen[0]?.headers["content-length"]).toBe(String(form.length));
  });

  test("passes on what is not signed, unless it is a call of Lightsail (#13)", async () => {
    const upstream = await recordedUpstream();
    const { port } = await served(upstream.origin);
    const open = await send(port, { path: "/bucket/key" });
    expect(open.body.toString()).toBe("theirs");
    const target = { "x-amz-target": "Lightsail_20161128.GetInstances" };
    const own = await send(port, { method: "POST", headers: target }, Buffer.from("{}"));
    expect(own.status).toBe(403);
    expect(own.body.toString()).toContain("MissingAuthenticationToken");
    expect(upstream.seen).toHaveLength(1);
  });

  test("takes requests as a proxy does, with a prefix before its host; for others it is none (#13)", async () => {
    const upstream = await recordedUpstream();
    const { port } = await served(upstream.origin);
    const through = (url: string, service: string) =>
      send(port, {
        path: url,
        headers: { host: new RegExp("//([^/]+)").exec(url)?.[1], authorization: signed(service) },
      });
    const own = await through(`http://api.127.0.0.1:${port}/environments?MaxResults=5`, "airflow");
    expect(JSON.parse(own.body.toString())).toEqual({ Environments: [] });
    await through(`http://data.127.0.0.1:${port}/things?a=b`, "servicediscovery");
    expect(upstream.seen[0]?.url).toBe("/things?a=b");
    for (const host of ["example.com", "127.0.0.1.example.com", "169.254.169.254"]) {
      expect((await through(`http://${host}/x`, "s3")).status).toBe(403);
    }
    // The target and the header may differ.
    const mixed = await send(port, {
      path: `http://example.com/x`,
      headers: { host: "127.0.0.1", authorization: signed("s3") },
    });
    expect(mixed.status).toBe(403);
    expect(upstream.seen).toHaveLength(1);
  });

  test.each([
    ["s3", 501, "<Code>UpstreamUnreachable</Code>"],
    ["ec2", 400, "<Code>UpstreamUnreachable</Code>"],
    ["lambda", 400, '"UpstreamUnreachable"'],
  ])(
    "says in the form of %s that nobody answers there, with no status that is tried again (#13)",
    async (service, status, code) => {
      const upstream = await recordedUpstream();
      const { port } = await served(upstream.origin);
      await upstream.stop();
      const answer = await send(
        port,
        { method: "PUT", path: "/b/k", headers: { authorization: signed(service) } },
        randomBytes(3_000_000),
      );
      expect(answer.status).toBe(status);
      expect(answer.body.toString()).toContain(code);
      expect(answer.body.toString()).toContain(`upstream ${upstream.origin} is not running`);
    },
  );

  test("breaks off where the upstream's answer does (#13)", async () => {
    const upstream = await recordedUpstream((_seen, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half");
      setImmediate(() => response.destroy());
    });
    const { port } = await served(upstream.origin);
    const headers = { authorization: signed("s3") };
    await expect(send(port, { path: "/b/k", headers })).rejects.toThrow(/aborted|hang up|RESET/);
  });

  test("one that ends the connection without a word is told of (#13)", async () => {
    const upstream = await recordedUpstream((_seen, response) => response.destroy());
    const { port } = await served(upstream.origin);
    const answer = await send(port, { path: "/b", headers: { authorization: signed("s3") } });
    expect(answer.body.toString()).toContain("ended the connection without an answer");
  });

  test("a body over S3's limit is refused before it is sent (#13)", async () => {
    const upstream = await recordedUpstream();
    const { port } = await served(upstream.origin);
    const headers = { authorization: signed("s3"), "content-length": 5 * 1024 ** 3 + 1 };
    const answer = await new Promise<number>((resolve, reject) => {
      const outgoing = request({ host: "127.0.0.1", port, method: "PUT", headers }, (response) => {
        resolve(response.statusCode ?? 0);
        outgoing.destroy();
      });
      outgoing.on("error", reject);
      outgoing.flushHeaders();
    });
    expect(answer).toBe(501);
    expect(upstream.seen).toEqual([]);
  });

  test("is not the sandbox itself (#13)", async () => {
    const { sandbox, port } = await served(undefined);
    await running.pop()?.stop();
    const upstream = `http://localhost:${port}`;
    await expect(sandbox.control.start({ port, pace: "instant", upstream })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect((await sandbox.control.status()).endpoint).toBeNull();
  });
});

describe("the handler in process", () => {
  const ask = (service: string, more: Partial<HttpRequest>) =>
    new HttpRequest({
      method: "PUT",
      hostname: "bucket.s3.us-east-1.amazonaws.com",
      path: "/key",
      headers: { Authorization: signed(service), host: "bucket.s3.us-east-1.amazonaws.com" },
      ...more,
    });

  const text = async (stream: Readable): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };

  const bytes = randomBytes(50_000);
  test.each([
    ["bytes", () => bytes],
    ["a stream", () => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)])],
    ["a web stream", () => new Blob([bytes]).stream()],
    ["a blob", () => new Blob([bytes])],
  ])("passes on %s with the query, and the answer as a stream (#13)", async (_what, body) => {
    const upstream = await recordedUpstream();
    const { requestHandler } = harness({ upstream: upstream.origin });
    const { response } = await requestHandler.handle(
      ask("s3", { query: { "x-id": "PutObject", tag: ["a", "b c"] }, body: body() }),
    );
    expect(await text(response.body as Readable)).toBe("theirs");
    expect(upstream.seen[0]).toMatchObject({
      url: "/key?tag=a&tag=b%20c&x-id=PutObject",
      headers: { host: "bucket.s3.us-east-1.amazonaws.com" },
    });
    expect(sha(upstream.seen[0]?.body ?? Buffer.alloc(0))).toBe(sha(bytes));
  });

  test("uses the upstream of a server that runs on its folder (#13)", async () => {
    const upstream = await recordedUpstream();
    const { sandbox } = await served(upstream.origin);
    const { response } = await sandbox.requestHandler.handle(ask("s3", { body: "x" }));
    expect(await text(response.body as Readable)).toBe("theirs");
    expect(await sandbox.control.status()).toMatchObject({ upstream: upstream.origin });
  });

  test("without one, refuses as it did (#13)", async () => {
    const { response } = await harness().requestHandler.handle(ask("s3", { body: "x" }));
    expect(response.statusCode).toBe(501);
  });

  test("ends its call when it is told to (#13)", async () => {
    const controller = new AbortController();
    const upstream = await recordedUpstream(() => controller.abort());
    const { requestHandler } = harness({ upstream: upstream.origin });
    await expect(
      requestHandler.handle(ask("s3", { body: "x" }), { abortSignal: controller.signal }),
    ).rejects.toMatchObject({ name: "AbortError" });
  });
});
