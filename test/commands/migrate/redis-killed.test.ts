import { connect, createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { READING } from "../../../src/providers/redis/read-only.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { type RedisServer, redisTools, startRedis } from "../../helpers/redis.ts";
import { sampleData } from "../../helpers/redis-data.ts";
import { describeWith } from "../../helpers/tools.ts";

/** Of each type. */
const COUNT = 1_500;

interface Proxy {
  url: string;
  /** Called with the bytes that were passed on to the server so far, before the last of them are. */
  onBytes: (bytes: number) => void;
  bytes: number;
  close(): void;
}

/** Passes everything on to a server; a test sees how far a copy is by the bytes. */
async function startProxy(port: number): Promise<Proxy> {
  const proxy: Proxy = { url: "", onBytes: () => {}, bytes: 0, close: () => server.close() };
  const server: Server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    client.on("error", () => upstream.destroy()).on("close", () => upstream.destroy());
    upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
    upstream.pipe(client);
    client.on("data", (chunk: Buffer) => {
      proxy.bytes += chunk.length;
      proxy.onBytes(proxy.bytes);
      upstream.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  proxy.url = `redis://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return proxy;
}

describeWith("a copy that is cut off", redisTools(), () => {
  let here: Workplace;
  let source: RedisServer;
  let target: RedisServer;
  let proxy: Proxy;
  let argv: string[];
  let keys: string;
  /** Bytes of a whole copy. */
  let whole: number;
  let before: string | undefined;

  /** How often something was written to the source. */
  async function changes(): Promise<string | undefined> {
    const info = await source.cli("INFO", "persistence");
    return /rdb_changes_since_last_save:(\d+)/.exec(info)?.[1];
  }

  beforeAll(async () => {
    here = makeWorkplace();
    [source, target] = await Promise.all([startRedis(here), startRedis(here)]);
    await source.pipe(sampleData(COUNT));
    await source.cli("CONFIG", "RESETSTAT");
    before = await changes();
    keys = await source.cli("DBSIZE");
    proxy = await startProxy(target.port);
    argv = ["migrate", "redis", "--from", source.url, "--to", proxy.url, "--yes", "-o", "json"];
    await here.run(argv);
    whole = proxy.bytes;
  });
  afterAll(async () => {
    proxy.close();
    await here.dispose();
  });
  afterEach(() => (proxy.onBytes = () => {}));

  /** Starts a copy to an empty target and lets `cut` act on it at that part of its bytes. */
  async function begin(part: number, cut: (pid: number) => void) {
    await target.cli("FLUSHALL");
    proxy.bytes = 0;
    const run = here.start(argv);
    proxy.onBytes = (bytes) => {
      if (bytes < part * whole) return;
      proxy.onBytes = () => {};
      cut(run.pid);
    };
    return run.ended;
  }

  test.each([0.01, 0.3, 0.6, 0.9])("killed at %f of it, it is gone on with", async (part) => {
    expect((await begin(part, (pid) => process.kill(pid, "SIGKILL"))).signal).toBe("SIGKILL");
    expect(Number(await target.cli("DBSIZE"))).toBeLessThan(Number(keys));
    const how = part > 0.5 ? ["infra", "resume", "--yes", "-o", "json"] : argv;
    const again = await here.run(how);
    expect(again).toMatchObject({ status: 0 });
    const record = again.json<{ copied: number; already_there: number }>();
    expect(record).toMatchObject({
      ...{ result: "completed", skipped: 0 },
      verification: { keys: Number(keys), present: Number(keys), different: 0 },
    });
    expect(await target.cli("DBSIZE")).toBe(keys);
    // All that was done before is not done again.
    if (part > 0.5) expect(record.copied + record.already_there).toBeLessThan(Number(keys));
  });

  test("Ctrl-C holds it, and says how to go on", async () => {
    const held = await begin(0.3, (pid) => process.kill(pid, "SIGINT"));
    expect(held.status).toBe(130);
    expect(held.json()).toMatchObject({ result: "held", verification: null });
    const { hint } = held.error();
    expect(hint).toContain(`quants-ctl migrate redis --from ${source.url} --to ${proxy.url}`);
    expect(await here.run(argv)).toMatchObject({ status: 0 });
    expect(await target.cli("DBSIZE")).toBe(keys);
  });

  test("a lost connection is waited for", async () => {
    const done = await begin(0.4, () => void target.cli("CLIENT", "KILL", "TYPE", "normal"));
    expect(done).toMatchObject({ status: 0 });
    expect(await target.cli("DBSIZE")).toBe(keys);
  });

  test("nothing that writes was ever sent to the source", async () => {
    expect(await changes()).toBe(before);
    const stats = await source.cli("INFO", "commandstats");
    const calls = [...stats.matchAll(/cmdstat_([^:]+):/g)].map(([, name = ""]) =>
      name.replace("|", " ").toUpperCase(),
    );
    // Of this test itself.
    const own = new Set(["CONFIG RESETSTAT", "COMMAND DOCS"]);
    expect(calls).toContain("DUMP");
    expect(calls.filter((it) => !READING.has(it) && !own.has(it))).toEqual([]);
  });
});
