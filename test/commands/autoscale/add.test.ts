import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Autoscaling, autoscaling } from "../../helpers/autoscaling.ts";

let place: Autoscaling;

beforeEach(async () => {
  place = await autoscaling();
  place.measured("low", 1);
});
afterEach(() => place.dispose());

const MINUTE = 60_000;

test("a busy pool gets a worker, and rests then; the journal tells why", async () => {
  await place.worker("worker-low-1");
  place.measured("low", 1, { cpu: 0.91 });
  const { change, changed } = await place.run();
  expect(changed).toBe(true);
  expect(change).toMatchObject({
    ...{ action: "add", pool: "low", worker: "worker-low-2", reason: "cpu is 91 %" },
    ...{ result: "added", not_done: [], finish_with: null },
  });
  expect(place.workers()).toEqual(["worker-low-1", "worker-low-2"]);
  expect(place.runs()).toEqual(["worker-low-2"]);
  const [log] = (await place.cli("infra log --output json --limit 1")).json() as {
    command: string;
    status: string;
    steps: string[];
  }[];
  expect(log).toMatchObject({ command: "autoscale run", status: "done" });
  expect(log?.steps).toContain("low: worker-low-2 is added: cpu is 91 %");
  place.measured("low", 2, { cpu: 0.91 });
  const next = await place.run();
  expect(next.change).toBeNull();
  expect(next.pools[0]?.reason).toMatch(/^cpu is 91 %, but it was changed \d+ minutes ago/);
});

test("a pool without workers gets the least that it has, and no more", async () => {
  expect((await place.run()).change).toMatchObject({ worker: "worker-low-1", result: "added" });
  expect((await place.run()).change).toBeNull();
  expect(await place.servers()).toEqual(["worker-low-1"]);
});

test("a dry run shows each rule and what would be made with its price, and changes nothing", async () => {
  await place.worker("worker-low-1");
  place.measured("low", 1, { memory: 0.85 });
  const record = await place.run("--dry-run");
  expect(record).toMatchObject({ dry_run: true, changed: false, monthly_usd: 24 });
  expect(record.change).toMatchObject({ worker: "worker-low-2", result: "planned" });
  expect(record.changes.map(({ action }) => action)).toEqual(["create", "set up", "join"]);
  expect(record.pools[0]?.rules).toContainEqual({
    ...{ rule: "memory", value: "85 %", threshold: "> 80 % (mean of 10 min)", asks: true },
  });
  expect(await place.servers()).toEqual(["worker-low-1"]);
  const shown = await place.cli("autoscale run --dry-run");
  expect(shown.stdout).toContain("worker-low-2 would be added, +$24.00 a month");
  expect(shown.stdout).toMatch(/low +memory +85 % +> 80 % \(mean of 10 min\) +yes/);
});

describe("tenants that wait", () => {
  const waits = (name: string, tier: string) => {
    place.docker.change(({ configs }) => {
      const pool = tier === "free" ? "low" : "high";
      configs.push({
        ...{ id: `p-${name}`, name: `qt-pending-${name}`, created: new Date(0).toISOString() },
        labels: {
          ...{ "quants-ctl.pending": name, "quants-ctl.tier": tier, "quants-ctl.pool": pool },
          "quants-ctl.bots": "",
        },
      });
    });
  };

  test("come first, in a pool that rests too; one change a run", async () => {
    await place.worker("worker-low-1");
    place.measured("low", 1, { cpu: 0.9 });
    waits("ada", "pro");
    const { change, pools } = await place.run();
    expect(change).toMatchObject({ pool: "high", worker: "worker-high-1" });
    expect(pools.map(({ action }) => action)).toEqual(["add", "add"]);
    expect(await place.servers()).toHaveLength(2);
  });

  test("ask for nothing where there is room already, or where none will ever be", async () => {
    await place.worker("worker-low-1");
    waits("ada", "free");
    expect((await place.run()).pools[0]).toMatchObject({ pending: 0, action: "hold" });
    place.docker.change(({ nodes }) => {
      for (const node of nodes) Object.assign(node, { memoryMb: 400 });
    });
    expect((await place.run()).pools[0]).toMatchObject({ pending: 0, action: "hold" });
  });
});

describe("a server that is half made", () => {
  test("is finished by the next run, and none is made beside it", async () => {
    await place.worker("worker-low-1");
    place.measured("low", 1, { cpu: 0.9 });
    place.breakAnsible();
    const failed = await place.cli("autoscale run --output json");
    expect(failed.status).toBe(1);
    expect(failed.json()).toMatchObject({
      change: { result: "failed", done: ["server"], finish_with: "quants-ctl infra resume" },
    });
    const unfinished = "infra log --unfinished --output json";
    expect((await place.cli(unfinished)).json()).toHaveLength(1);
    rmSync(join(place.cli.directory, "fake/broken"));
    // It is no longer busy: the server is there, and paid for.
    place.measured("low", 1);
    const { change } = await place.run();
    expect(change).toMatchObject({ worker: "worker-low-2", result: "added" });
    expect(await place.servers()).toEqual(["worker-low-1", "worker-low-2"]);
    expect((await place.cli(unfinished)).json()).toEqual([]);
  });

  test("by another machine is left to it for half an hour", async () => {
    await place.worker("worker-low-1");
    const create = "infra create --name worker-low-7 --bundle medium_3_0 --tag Service=worker";
    await place.cli(`${create} --tag Pool=low`);
    place.measured("low", 1, { cpu: 0.9 });
    const held = await place.run();
    expect(held.change).toBeNull();
    expect(held.pools[0]?.reason).toBe("cpu is 90 %, and worker-low-7 is being made");
    await place.clock.advance(31 * MINUTE);
    expect((await place.run()).change).toMatchObject({ worker: "worker-low-7", result: "added" });
    expect(await place.servers()).toEqual(["worker-low-1", "worker-low-7"]);
  });

  test("and destroyed by hand is not made again", async () => {
    await place.worker("worker-low-1");
    place.measured("low", 1, { cpu: 0.9 });
    place.breakAnsible();
    await place.cli("autoscale run");
    await place.cli("infra destroy worker-low-2 --yes");
    place.measured("low", 1);
    expect((await place.run()).change).toBeNull();
    expect(await place.servers()).toEqual(["worker-low-1"]);
    expect((await place.cli("infra log --unfinished --output json")).json()).toEqual([]);
  });
});
