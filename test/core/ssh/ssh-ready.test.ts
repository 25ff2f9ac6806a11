import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import type { Instance } from "../../../src/core/model.ts";
import { waitForSsh } from "../../../src/core/ssh/ssh-ready.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

let server: Server | undefined;
afterEach(() => server?.close());

const instance = {
  name: "web-1",
  public_ip: "127.0.0.1",
  ipv6_addresses: [],
} as unknown as Instance;

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  server = createServer(onConnection).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  return (server.address() as AddressInfo).port;
}

test("a greeting that comes late and in pieces, after a banner, is SSH", async () => {
  let connections = 0;
  const port = await listen((socket) => {
    connections += 1;
    if (connections < 3) {
      socket.destroy();
      return;
    }
    socket.write("Welcome\r\nSS");
    setImmediate(() => socket.write("H-2.0-OpenSSH_9.2\r\n"));
  });
  const seen: string[] = [];
  const onChange = (text: string): void => void seen.push(text);
  await waitForSsh(instance, fakeClock({ auto: true }), { onChange }, port);
  expect(connections).toBe(3);
  expect(seen).toHaveLength(1);
});

test("another kind of server is not taken for SSH", async () => {
  const port = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const waiting = waitForSsh(instance, fakeClock({ auto: true }), { timeoutMs: 10_000 }, port);
  await expect(waiting).rejects.toMatchObject({
    code: "wait_timeout",
    exitStatus: 7,
    resource: "web-1",
  });
});

test("a server that talks without end is given up", async () => {
  const port = await listen((socket) => {
    socket.on("error", () => undefined);
    socket.write("x".repeat(100_000));
  });
  const waiting = waitForSsh(instance, fakeClock({ auto: true }), { timeoutMs: 1_000 }, port);
  await expect(waiting).rejects.toThrowError("something other than SSH answers");
});

test("a closed port is waited for, then told with its reason", async () => {
  const port = await listen(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  const waiting = waitForSsh(instance, fakeClock({ auto: true }), { timeoutMs: 10_000 }, port);
  await expect(waiting).rejects.toThrowError("ECONNREFUSED");
});

test("an abort ends it at once", async () => {
  const controller = new AbortController();
  const port = await listen(() => controller.abort(new QuantsError("interrupted", "stop")));
  const waiting = waitForSsh(
    instance,
    fakeClock({ auto: true }),
    { signal: controller.signal },
    port,
  );
  await expect(waiting).rejects.toThrowError("stop");
});

test.each(["198.51.100.7", "203.0.113.1", "192.0.2.9", "198.19.0.1", "2001:db8::1"])(
  "%s is never contacted",
  async (address) => {
    const documented = { ...instance, public_ip: address } as Instance;
    await expect(waitForSsh(documented, fakeClock(), {})).rejects.toThrowError(
      "documentation address",
    );
  },
);

test("without an address there is nothing to try", async () => {
  const none = { ...instance, public_ip: null } as Instance;
  await expect(waitForSsh(none, fakeClock(), {})).rejects.toMatchObject({ code: "failed" });
});
