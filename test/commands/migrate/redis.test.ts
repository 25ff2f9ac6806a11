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

  test("refuses a target that is not empty, and copies nothing", async () => {
    await target.cli("SET", "mine", "1");
    const refused = await cli(`${copy} --yes`);
    expect(refused.status).toBe(5);
    expect(refused.error()).toMatchObject({ code: "conflict" });
    expect(await target.cli("DBSIZE")).toBe("1\n");
  });
});
