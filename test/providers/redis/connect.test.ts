import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { parseRedisUrl } from "../../../src/core/migration/redis/endpoint.ts";
import { createRedis } from "../../../src/providers/redis/index.ts";

const control = createRedis(() => () => {});
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that says this, to whatever it is asked. */
async function answering(says: string | null, asked = (): void => {}): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => {
      asked();
      if (says === null) socket.destroy();
      else socket.write(says);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return `redis://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

async function refusal(url: string, signal = new AbortController().signal): Promise<QuantsError> {
  const endpoint = { ...parseRedisUrl(url), password: null, ca: null };
  const error: unknown = await control.connect(endpoint, { readOnly: true, signal }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(QuantsError);
  return error as QuantsError;
}

describe("a server that is none", () => {
  test.each([
    ["speaks HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", "invalid_input"],
    ["answers with something else", "+OK\r\n", "invalid_input"],
    ["hangs up", null, "endpoint_unreachable"],
    ["wants a login", "-NOAUTH Authentication required.\r\n", "credentials_invalid"],
  ])("%s", async (_, says, code) => {
    expect((await refusal(await answering(says))).code).toBe(code);
  });

  test("an answer that does not come to its end is waited for until the user gives up", async () => {
    const controller = new AbortController();
    const url = await answering("$5\r\nhel", () => controller.abort());
    expect((await refusal(url, controller.signal)).code).toBe("interrupted");
  });

  test("nobody listens", async () => {
    const url = await answering(null);
    for (const close of open.splice(0)) close();
    expect(await refusal(url)).toMatchObject({ code: "endpoint_unreachable", retryable: true });
  });
});
