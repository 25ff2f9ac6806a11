import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { prometheus } from "../../../src/providers/http/prometheus.ts";
import { failure } from "../../contract/infra-manager.contract.ts";

interface Seen {
  path: string | undefined;
  authorization: string | undefined;
  body: string;
}

async function serve(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.once("end", () => {
      const { url: path, headers } = request;
      seen.push({ path, authorization: headers.authorization, body });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const vector = (result: unknown[]): string =>
  JSON.stringify({ status: "success", data: { resultType: "vector", result } });

test("a query is a form, and its answer a sample for each series with a number", async () => {
  const { url, seen } = await serve((response) =>
    response.end(
      vector([
        { metric: { pool: "low" }, value: [1, "0.25"] },
        { metric: { pool: "mid" }, value: [1, "NaN"] },
        { metric: { pool: "high", odd: 1 }, value: [1, "+Inf"] },
        { metric: null, value: [1, "1"] },
      ]),
    ),
  );
  const found = await prometheus({ url: `${url}/prom/`, token: "t0ken" }).query('up{pool!=""}');
  expect(found).toEqual([{ labels: { pool: "low" }, value: 0.25 }]);
  expect(seen).toEqual([
    {
      ...{ path: "/prom/api/v1/query", authorization: "Bearer t0ken" },
      body: new URLSearchParams({ query: 'up{pool!=""}' }).toString(),
    },
  ]);
});

describe("is told what is wrong", () => {
  const asked = async (status: number, body: string, headers = {}) => {
    const { url } = await serve((response) => response.writeHead(status, headers).end(body));
    return failure(prometheus({ url }).query("up"));
  };

  test("an expression that it refuses", async () => {
    const body = JSON.stringify({ status: "error", errorType: "bad_data", error: "parse error" });
    const found = await asked(400, body);
    expect(found).toMatchObject({ code: "invalid_input" });
    expect(found.message).toContain("refused the query: parse error");
  });

  test.each([401, 403])("HTTP %i", async (status) => {
    expect((await asked(status, "no")).code).toBe("access_denied");
  });

  test.each([
    ["a page", 200, "<html>"],
    [
      "a matrix",
      200,
      JSON.stringify({ status: "success", data: { resultType: "matrix", result: [] } }),
    ],
    ["an error of a proxy", 502, "Bad Gateway"],
  ])("%s is no Prometheus", async (_title, status, body) => {
    const found = await asked(status, body);
    expect(found.code).toBe("endpoint_unreachable");
    expect(found.message).not.toContain("<html>");
  });

  test("a redirect, which would take the token elsewhere", async () => {
    expect((await asked(302, "", { location: "http://127.0.0.1:1/" })).code).toBe(
      "endpoint_unreachable",
    );
  });

  test("nobody there, and a reset", async () => {
    // 65535: below it stand ports that fetch itself refuses.
    const dead = await failure(prometheus({ url: "http://127.0.0.1:65535" }).query("up"));
    expect(dead.message).toContain("ECONNREFUSED");
    const { url } = await serve((_response, request) => request.socket.destroy());
    expect((await failure(prometheus({ url }).query("up"))).code).toBe("endpoint_unreachable");
  });

  test.each(["prometheus:9090", "ftp://a/", "http://u:hunter2@a/", ""])("the address %j", (url) => {
    let error: Error | undefined;
    try {
      prometheus({ url });
    } catch (caught) {
      error = caught as Error;
    }
    expect(error).toMatchObject({ code: "invalid_input" });
    if (url.includes("hunter2")) expect(error?.message).not.toContain("hunter2");
  });

  test("Ctrl-C ends it at once", async () => {
    const { url } = await serve(() => undefined);
    const controller = new AbortController();
    const waiting = failure(prometheus({ url }).query("up", controller.signal));
    controller.abort();
    await waiting;
  });
});
