import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import type { RedisMigrationRecord } from "../../../src/core/records/redis-migration.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { type RedisServer, redisTools, startCluster, startRedis } from "../../helpers/redis.ts";
import { sampleData } from "../../helpers/redis-data.ts";
import { describeWith } from "../../helpers/tools.ts";

describeWith("migrate redis", redisTools(), () => {
  let here: Workplace;
  let source: RedisServer;
  let target: RedisServer;
  let cli: Cli & { dispose: () => void };
  let copy: string;

  beforeAll(async () => {
    here = makeWorkplace();
    [source, target] = await Promise.all([startRedis(here), startRedis(here)]);
    await source.pipe(sampleData(200));
    copy = `migrate redis --from ${source.url} --to ${target.url} --output json`;
  });
  afterAll(() => here.dispose());
  beforeEach(async () => {
    await target.cli("FLUSHALL");
    cli = makeCli({ clock: systemClock });
    return () => cli.dispose();
  });

  test("copies keys of every type, with their expiry, and verifies them", async () => {
    const done = await cli(`${copy} --yes --sample 100000`);
    expect(done).toMatchObject({ status: 0 });
    const keys = Number(await source.cli("DBSIZE"));
    expect(done.json()).toMatchObject({
      ...{ result: "completed", copied: keys, already_there: 0, skipped: 0, vanished: 0 },
      ...{ expiring: 200, source_servers: 1, target_servers: 1 },
      by_type: { string: 600, list: 200, set: 200, zset: 200, hash: 200, stream: 200 },
      verification: { keys, present: keys, compared: keys, different: 0, differences: [] },
    } satisfies Partial<Record<keyof RedisMigrationRecord, unknown>>);
    expect(await target.cli("DBSIZE")).toBe(await source.cli("DBSIZE"));
  });

  test("a cluster gets each key where it belongs, and gives them back", async () => {
    const cluster = await startCluster(here, 3);
    const [seed, second] = cluster;
    const all = await source.cli("DBSIZE");
    const there = await cli(`migrate redis --from ${source.url} --to ${seed?.url} --yes -o json`);
    expect(there).toMatchObject({ status: 0 });
    expect(there.json()).toMatchObject({ result: "completed", target_servers: 3 });
    const counts = await Promise.all(cluster.map((it) => it.cli("DBSIZE")));
    expect(counts.map(Number).every((it) => it > 100)).toBe(true);
    expect(counts.map(Number).reduce((sum, it) => sum + it, 0)).toBe(Number(all));
    // From any of its servers.
    const back = await cli(`migrate redis --from ${second?.url} --to ${target.url} --yes -o json`);
    expect(back).toMatchObject({ status: 0 });
    expect(back.json()).toMatchObject({ result: "completed", source_servers: 3 });
    expect(await target.cli("DBSIZE")).toBe(all);
  });

  test("keys that the target has are compared, kept or replaced, as it is told", async () => {
    await target.cli("SET", "expiring:7", "another value");
    await target.cli("SET", "mine", "1");
    const refused = await cli(`${copy} --yes`);
    expect(refused).toMatchObject({ status: 5, stdout: "" });
    expect(refused.error()).toMatchObject({ code: "conflict" });
    expect(await target.cli("DBSIZE")).toBe("2\n");

    const failed = await cli(`${copy} --yes --on-conflict fail`);
    expect(failed.status).toBe(5);
    expect(failed.error()["message"]).toContain("expiring:7");
    expect(await target.cli("GET", "expiring:7")).toBe("another value\n");

    const skipped = await cli(`${copy} --yes --on-conflict skip --sample 100000`);
    expect(skipped.status).toBe(5);
    expect(skipped.json()).toMatchObject({
      ...{ result: "different", skipped: 1 },
      verification: { different: 1, differences: [{ key: "expiring:7", what: "type or value" }] },
    });

    const replaced = await cli(`${copy} --yes --on-conflict replace --sample 100000`);
    expect(replaced).toMatchObject({ status: 0 });
    expect(await target.cli("GET", "expiring:7")).toBe("value-7\n");
    expect(await target.cli("GET", "mine")).toBe("1\n");
  });

  test("--verify-only finds what is missing, another value, another expiry", async () => {
    expect(await cli(`${copy} --yes`)).toMatchObject({ status: 0 });
    await target.cli("DEL", "list:1");
    await target.cli("HSET", "hash:2", "more", "1");
    await target.cli("PERSIST", "expiring:3");
    const found = await cli(`${copy} --verify-only --sample 100000`);
    expect(found.status).toBe(5);
    const { verification } = found.json() as RedisMigrationRecord;
    expect(verification?.different).toBe(3);
    expect(verification?.differences.map(({ key, what }) => `${key}: ${what}`).toSorted()).toEqual([
      ...["expiring:3: expiry", "hash:2: type or value", "list:1: missing"],
    ]);
  });

  test("a key whose copy has another expiry is no equal one", async () => {
    expect(await cli(`${copy} --yes`)).toMatchObject({ status: 0 });
    await target.cli("PERSIST", "expiring:3");
    const refused = await cli(`${copy} --yes --on-conflict fail`);
    expect(refused.status).toBe(5);
    expect(refused.error()["message"]).toContain("another value or expiry of: expiring:3.");
    expect(refused.error()["hint"]).toContain("--on-conflict fail");
    expect(await target.cli("TTL", "expiring:3")).toBe("-1\n");
    expect(await cli(`${copy} --yes --on-conflict replace`)).toMatchObject({ status: 0 });
    expect(Number(await target.cli("TTL", "expiring:3"))).toBeGreaterThan(0);
  });

  test("--dry-run and --match", async () => {
    const shown = await cli(`${copy} --dry-run`);
    expect(shown.json()).toMatchObject({
      changes: [
        {
          action: "copy",
          kind: "database",
          detail: expect.stringMatching(/^1,600 keys/) as string,
        },
      ],
    });
    expect(await target.cli("DBSIZE")).toBe("0\n");
    const part = await cli(`${copy} --yes --match list:*`);
    expect(part.json()).toMatchObject({ copied: 200, by_type: { list: 200 } });
    expect(await target.cli("DBSIZE")).toBe("200\n");
  });

  test("refuses what can't work, before anything is changed", async () => {
    const { url } = source;
    const refusals = [
      [`--from redis://:secret@127.0.0.1 --to ${target.url}`, "invalid_input"],
      [`--from http://127.0.0.1 --to ${target.url}`, "invalid_input"],
      [`--from ${url}/x --to ${target.url}`, "invalid_input"],
      [`--from ${url} --to redis://127.0.0.1:1`, "endpoint_unreachable"],
      [`--from ${url} --to ${url}`, "invalid_input"],
      [`--from ${url}/99 --to ${target.url}`, "invalid_input"],
    ];
    for (const [options = "", code] of refusals) {
      const refused = await cli(`migrate redis ${options} --yes -o json`);
      expect(refused.stdout).toBe("");
      expect({ options, ...refused.error() }).toMatchObject({ options, code });
      expect(refused.stderr).not.toContain("secret@");
    }
    const replica = await startRedis(here, ["--replicaof", "127.0.0.1", String(source.port)]);
    const refused = await cli(`migrate redis --from ${url} --to ${replica.url} --yes -o json`);
    expect(refused.error()).toMatchObject({ code: "invalid_state" });
    await replica.stop();
  });

  test("a target without room ends it, and it goes on when there is", async () => {
    await target.cli("CONFIG", "SET", "maxmemory", "2mb");
    const full = await cli(`${copy} --yes`);
    expect(full.error()).toMatchObject({ code: "capacity" });
    expect(full.json()).toMatchObject({ result: "held" });
    await target.cli("CONFIG", "SET", "maxmemory", "0");
    expect(await cli(`${copy} --yes`)).toMatchObject({ status: 0 });
    expect(await target.cli("DBSIZE")).toBe(await source.cli("DBSIZE"));
  });
});
