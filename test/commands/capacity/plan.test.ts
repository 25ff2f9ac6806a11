import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CapacityPlanRecord } from "../../../src/core/records/capacity-plan.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../config/examples/${name}`, import.meta.url));
const TEXT = readFileSync(example("platform.yml"), "utf8");

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

/** The example with some of its text replaced. */
function write(...changes: readonly [from: string, to: string][]): string {
  const text = changes.reduce((it, [from, to]) => {
    expect(it).toContain(from);
    return it.replace(from, to);
  }, TEXT);
  writeFileSync(
    join(cli.directory, "kubernetes-prices.yml"),
    readFileSync(example("kubernetes-prices.yml")),
  );
  writeFileSync(join(cli.directory, "platform.yml"), text);
  return "platform.yml";
}

async function plan(
  ...changes: readonly [from: string, to: string][]
): Promise<CapacityPlanRecord> {
  write(...changes);
  const result = await cli("capacity plan --output json");
  expect(result).toMatchObject({ status: 0 });
  return result.json() as CapacityPlanRecord;
}

describe("the document's numbers", () => {
  test("are reproduced, or said to differ", async () => {
    const record = await plan();
    expect(record).toMatchObject({ users: 1000, bots: 4050, active_users: 200 });
    expect(record.full.cpu).toBeCloseTo(900, 6);
    expect(record.full.memory_gb).toBeCloseTo(1187.5, 6);
    expect(record.active.cpu).toBeCloseTo(180, 6);
    const differing = record.claims.filter((it) => !it.agrees).map(({ figure }) => figure);
    expect(differing).toEqual([
      "network, all active (Mbit/s)",
      "network, active (Mbit/s)",
      "workers",
      "single, USD a month",
      "cluster, USD a month",
      "kubernetes, USD a month",
    ]);
  });

  test("what does not agree with itself is said", async () => {
    const { findings } = await plan();
    const texts = findings.map(({ finding }) => finding);
    expect(texts).toEqual([
      "4,050 bots need 405 to 810 CPU, the stacks 900",
      "the limit of free (0.5 CPU, 512 MB) is below its stack's need (0.90 CPU, 1,216 MB)",
      "the limit of basic (1 CPU, 1,024 MB) is below its stack's need (0.90 CPU, 1,216 MB)",
      "the document's 5 workers of 32 CPU give 0.16 CPU a user",
      expect.stringMatching(/^13 workers have 0\.42 CPU a user$/) as string,
      expect.stringMatching(
        /^pool premium costs \$2652\.00 with 8xlarge_3_0, and \$2304\.00/,
      ) as string,
    ]);
  });
});

describe("a pool", () => {
  test("has the servers that processors, memory, places or its least number ask for", async () => {
    const { pools } = await plan();
    const low = pools.find((it) => it.pool === "low");
    // 120 active of 0.5 CPU on 32 less 15 %: 60 / 27.2.
    expect(low).toMatchObject({ servers: 4, spare: 1, binding: "cpu", monthly_usd: 4 * 884 });
    expect(low?.cpu_used).toBeCloseTo(60 / (3 * 27.2), 9);
    const least = await plan([
      "low: { bundle: 8xlarge_3_0,",
      "low: { bundle: 8xlarge_3_0, min_workers: 7,",
    ]);
    expect(least.pools[0]).toMatchObject({ servers: 8, binding: "min_workers" });
    const memory = await plan(
      ["cpu: 0.5", "cpu: 0.1"],
      ["memory_mb: 512\n    priority", "memory_mb: 8192\n    priority"],
    );
    // 120 tenants of 8 GB, of which a server takes 13 whole ones beside its headroom.
    expect(memory.pools[0]).toMatchObject({ servers: 11, binding: "memory" });
    const places = await plan(["max_tenants: 600", "max_tenants: 50"]);
    expect(places.pools[0]).toMatchObject({ servers: 13, binding: "tenants" });
  });

  test("of a burstable plan is counted by its baseline", async () => {
    const { pools, findings } = await plan([
      "low: { bundle: 8xlarge_3_0",
      "low: { bundle: 2xlarge_3_0",
    ]);
    expect(pools[0]).toMatchObject({ server_cpu: 8, sustained_cpu: 3.2, servers: 24 });
    expect(findings.map(({ finding }) => finding)).toContain(
      "a 2xlarge_3_0 of pool low has 8 CPU, and may use 3.20 all the time",
    );
  });

  test("with more workers than it may have does not hold the users", async () => {
    const { variants } = await plan([
      "low: { bundle: 8xlarge_3_0, max_tenants: 600, max_workers: 10 }",
      "low: { bundle: 8xlarge_3_0, max_tenants: 600, max_workers: 3 }",
    ]);
    expect(variants[1]).toMatchObject({ variant: "cluster", fits: false });
    expect(variants[1]?.note).toContain("pool low needs 4 workers, and may have 3");
  });

  test("without users needs none", async () => {
    const { pools } = await plan(["users: 30", "users: 0"]);
    expect(pools[3]).toMatchObject({ servers: 0, spare: 0, binding: "nothing", monthly_usd: 0 });
  });
});

test("one server for few users: the cheapest that holds them", async () => {
  const { variants } = await plan(
    ["users: 600", "users: 60"],
    ["users: 250", "users: 0"],
    ["users: 120", "users: 0"],
    ["users: 30", "users: 0"],
  );
  // 12 active of 0.5 CPU and 0.5 GB: 6 CPU, which a 4xlarge has as its baseline less the headroom: 5.44; an 8xlarge has 27.
  expect(variants[0]).toMatchObject({
    variant: "single",
    fits: true,
    servers: [{ role: "all", type: "8xlarge_3_0", count: 1 }],
  });
});

test("for a person: each table, at any width", async () => {
  write();
  const shown = await cli("capacity plan");
  expect(shown.stdout).toContain("B: a cluster");
  expect(shown.stdout).toContain("does not hold the users");
  for (const terminal of [0, 1, 40]) {
    expect((await cli.with({ terminal })("capacity plan")).status).toBe(0);
  }
});

describe("is refused before AWS is asked", () => {
  test.each([
    ["no file", [], "none.yml", "config_not_found", "The platform file none.yml does not exist."],
    [
      "a tier without a pool",
      [["pool: mid", "pool: middle"]],
      "",
      "config_invalid",
      "tiers.basic.pool: no pool is called middle; there are: low, mid, high, premium",
    ],
    [
      "an unknown key",
      [["active_share", "activ_share"]],
      "",
      "config_invalid",
      "load.activ_share: unknown key; did you mean active_share?",
    ],
    [
      "a share over 1",
      [["active_share: 0.2", "active_share: 20"]],
      "",
      "config_invalid",
      "load.active_share: is from 0 to 1",
    ],
    [
      "half a user",
      [["users: 600", "users: 0.5"]],
      "",
      "config_invalid",
      "tiers.free.users: is a whole number",
    ],
    [
      "limits that contradict",
      [["max_workers: 10 }", "max_workers: 1, min_workers: 2 }"]],
      "",
      "config_invalid",
      "pools.low.max_workers: is below min_workers (2)",
    ],
    [
      "no price file",
      [["kubernetes-prices.yml", "gone.yml"]],
      "",
      "config_not_found",
      "The price file gone.yml does not exist.",
    ],
  ] as const)("%s", async (_title, changes, file, code, message) => {
    if (file === "") write(...(changes as unknown as [string, string][]));
    const result = await cli(`capacity plan ${file} --output json`.replace("  ", " "));
    expect(result.status).toBe(4);
    expect(result.error()["code"]).toBe(code);
    expect(result.error()["message"]).toContain(message);
  });

  test("a plan that there is not, and a tenant larger than any server of its pool", async () => {
    write(["low: { bundle: 8xlarge_3_0", "low: { bundle: 8xlarge_9_0"]);
    const none = await cli("capacity plan --output json");
    expect(none.status).toBe(2);
    expect(none.error()["message"]).toContain('Pool low has the plan "8xlarge_9_0"');
    write(
      ["low: { bundle: 8xlarge_3_0", "low: { bundle: micro_3_0"],
      ["memory_mb: 512\n    priority", "memory_mb: 2048\n    priority"],
    );
    const large = await cli("capacity plan --output json");
    expect(large.status).toBe(2);
    expect(large.error()["message"]).toContain(
      "a tenant of free needs 2048 MB, and a micro_3_0 has 870 MB",
    );
  });
});
