import { existsSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { startSandbox } from "../helpers/sandbox-server.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace();
});
afterEach(() => here.dispose());

const status = async (): Promise<{ endpoint: string | null; pid: number | null }> =>
  (await here.run(["sandbox", "status", "--output", "json"])).json();

describe("sandbox start", () => {
  test("prints one line of JSON, and can be used as soon as it is there", async () => {
    const server = await startSandbox(here);
    expect(server.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const listed = await here.run(["infra", "list", "--output", "json"], {
      env: { ...server.env, QUANTS_CTL_PROVIDER: "lightsail" },
    });
    expect(listed).toMatchObject({ status: 0, stdout: "[]\n" });
    expect(await status()).toMatchObject({ endpoint: server.endpoint, pid: server.process.pid });
    await server.stop();
    const ended = await server.process.ended;
    expect(ended.stdout.split("\n")).toHaveLength(2);
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 on %s and leaves nothing",
    async (signal) => {
      const server = await startSandbox(here);
      expect(existsSync(join(here.sandbox, "server.json"))).toBe(true);
      server.process.kill(signal);
      expect(await server.process.ended).toMatchObject({ status: 0, signal: null, stderr: "" });
      expect(existsSync(join(here.sandbox, "server.json"))).toBe(false);
      expect(await status()).toMatchObject({ endpoint: null });
    },
  );

  test("ends on SIGTERM though a client holds its connection", async () => {
    const server = await startSandbox(here);
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("connect", resolve));
    server.process.kill("SIGTERM");
    expect(await server.process.ended).toMatchObject({ status: 0 });
    socket.destroy();
  });

  test("that was killed is noticed, and another one takes its place", async () => {
    const first = await startSandbox(here);
    first.process.kill("SIGKILL");
    await first.process.ended;
    expect(existsSync(join(here.sandbox, "server.json"))).toBe(true);
    expect(await status()).toMatchObject({ endpoint: null, pid: null });
    const second = await startSandbox(here);
    expect(await status()).toMatchObject({ endpoint: second.endpoint, pid: second.process.pid });
    await second.stop();
  });

  test("refuses a folder that is served already", async () => {
    const server = await startSandbox(here);
    const other = await here.run(["sandbox", "start", "--port", "0", "--output", "json"]);
    expect(other).toMatchObject({ status: 5, stdout: "" });
    expect(other.error()).toMatchObject({ code: "conflict" });
    expect(other.stderr).toContain(server.endpoint);
    expect(await status()).toMatchObject({ endpoint: server.endpoint });
    await server.stop();
  });

  test("two that start at once: one serves, the other is told", async () => {
    const both = [1, 2].map(() =>
      here.start(["sandbox", "start", "--port", "0", "--output", "json"]),
    );
    const refused = await Promise.race(both.map(async (it) => (await it.ended, it)));
    expect(await refused.ended).toMatchObject({ status: 5, stdout: "" });
    const serving = both.find((it) => it !== refused);
    const [line = ""] = (await serving?.until(/^.*\n/)) ?? [];
    expect(await status()).toMatchObject(JSON.parse(line) as object);
    serving?.kill("SIGTERM");
    expect(await serving?.ended).toMatchObject({ status: 0 });
  });

  test("says what to do about a port that is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as AddressInfo;
    const ended = await here.run(["sandbox", "start", "--port", String(port)]);
    holder.close();
    expect(ended).toMatchObject({ status: 5, stdout: "" });
    expect(ended.stderr).toContain(`Port ${port} is in use`);
    expect(ended.stderr).toMatch(/hint: .*another port/);
    expect(existsSync(join(here.sandbox, "server.json"))).toBe(false);
  });

  test.each(["-1", "65536", "http", "1.5", ""])("refuses --port '%s'", async (port) => {
    const ended = await here.run(["sandbox", "start", `--port=${port}`]);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
  });

  test("binds 127.0.0.1 and nothing else", async () => {
    const server = await startSandbox(here);
    expect(await opens("127.0.0.1", server.port)).toBe(true);
    // Every address of this machine would answer on these two as well.
    expect(await opens("127.0.0.2", server.port)).toBe(false);
    expect(await opens("::1", server.port)).toBe(false);
    await server.stop();
  });

  test("shares its state with commands that use no server", async () => {
    const server = await startSandbox(here);
    await here.run(["infra", "create", "--name", "direct"]);
    const env = { ...server.env, QUANTS_CTL_PROVIDER: "lightsail" };
    await here.run(["infra", "create", "--name", "served"], { env });
    const direct = await here.run(["infra", "list", "--output", "json"]);
    const served = await here.run(["infra", "list", "--output", "json"], { env });
    expect(direct.json<{ name: string }[]>().map((it) => it.name)).toEqual(["direct", "served"]);
    expect(served.stdout).toBe(direct.stdout);
    await server.stop();
  });

  test("has its variables printed for a shell", async () => {
    const server = await startSandbox(here);
    const ended = await here.shell(
      'eval "$(quants-ctl sandbox env)"; QUANTS_CTL_PROVIDER= quants-ctl infra list -o json',
    );
    expect(ended).toMatchObject({ status: 0, stdout: "[]\n" });
    await server.stop();
    const without = await here.run(["sandbox", "env"]);
    expect(without).toMatchObject({ status: 5, stdout: "" });
  });

  test("has them printed for a shell whatever output every command is asked for (#11.25)", async () => {
    const server = await startSandbox(here);
    const plain = await here.run(["sandbox", "env"]);
    for (const output of ["json", "yaml", "no-format"]) {
      const same = await here.run(["sandbox", "env"], { env: { QUANTS_CTL_OUTPUT: output } });
      expect(same).toMatchObject({ status: 0, stdout: plain.stdout });
    }
    const config = join(here.directory, "output.yml");
    writeFileSync(config, "output: json\n");
    expect((await here.run(["sandbox", "env", "--config", config])).stdout).toBe(plain.stdout);
    expect((await here.run(["sandbox", "env", "--output", "json"])).json()).toMatchObject({
      AWS_ENDPOINT_URL: server.endpoint,
    });
    await server.stop();
  });
});

describe("sandbox start --detach and sandbox stop", () => {
  const start = (...argv: string[]) =>
    here.run(["sandbox", "start", "--detach", "--port", "0", "--output", "json", ...argv]);
  const stop = () => here.run(["sandbox", "stop", "--output", "json"]);
  afterEach(async () => {
    await stop();
  });

  test("serves from its return until it is stopped (#11.40)", async () => {
    const started = await start("--pace", "instant", "--account-id", "111122223333");
    expect(started).toMatchObject({ status: 0, stderr: "" });
    const server = started.json<{ endpoint: string; pid: number }>();
    expect(await status()).toMatchObject(server);
    const used = await here.shell(
      'eval "$(quants-ctl sandbox env)"; unset QUANTS_CTL_PROVIDER; ' +
        "quants-ctl infra create --name web-1 -o json | grep -o 111122223333 | head -1; " +
        'eval "$(quants-ctl sandbox env --unset)"; echo "<$AWS_ENDPOINT_URL$AWS_REGION>"',
    );
    expect(used).toMatchObject({ status: 0, stdout: "111122223333\n<>\n" });
    expect((await start()).error()).toMatchObject({ code: "conflict" });

    const stopped = await stop();
    expect(stopped.json()).toEqual({ ...server, changed: true });
    expect(await opens("127.0.0.1", Number(new URL(server.endpoint).port))).toBe(false);
    expect(existsSync(join(here.sandbox, "server.json"))).toBe(false);
    expect((await stop()).json()).toMatchObject({ changed: false });
  });

  test("outlives its command's session, and its state is kept (#11.40)", async () => {
    const { pid } = (await start()).json<{ pid: number }>();
    await here.run(["infra", "create", "--name", "web-1"]);
    expect((await status()).pid).toBe(pid);
    await stop();
    expect((await here.run(["infra", "list", "--output", "name"])).stdout).toBe("web-1\n");
  });

  test("says why the server did not start, with that one's status (#11.40)", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = holder.address() as AddressInfo;
    const taken = await start("--port", String(port));
    holder.close();
    expect(taken).toMatchObject({ status: 5, stdout: "" });
    expect(taken.error()).toMatchObject({ code: "conflict", message: `Port ${port} is in use.` });
    const wrong = await start("--faults", "nowhere.json");
    expect(wrong.status).not.toBe(0);
    expect(wrong.stderr).toContain("nowhere.json");
    expect(await status()).toMatchObject({ endpoint: null });
  });
});

function opens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
