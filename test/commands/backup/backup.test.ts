import { faultyCli } from "../../helpers/faults.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

const HOUR = 3_600_000;

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  clock = fakeClock({ auto: true, now: "2026-11-21T11:05:00Z" });
  cli = makeCli({ clock });
  for (const [name, schedule] of [
    ["db", "daily"],
    ["web", "hourly"],
    ["tmp", "none"],
  ] as const) {
    const tag = ["--tag", `Backup=${schedule}`];
    await cli("infra create --name", name, "--bundle", "nano_3_0", ...tag);
  }
});
afterEach(() => cli.dispose());

type Run = ReturnType<Cli>;
const backup = (...argv: string[]): Run => cli("backup", ...argv, "--output", "json");
const snapshots = async (...argv: string[]): Promise<string[]> =>
  (await cli("infra snapshot list", ...argv, "--output", "name")).stdout
    .split("\n")
    .filter((line) => line !== "");

function withFaults(rules: object[]): Cli {
  return faultyCli(cli, rules);
}

test("run says when there is nothing that it could ever back up", async () => {
  const elsewhere = await cli("backup run --region eu-west-1");
  expect(elsewhere).toMatchObject({ status: 0, stdout: "" });
  expect(elsewhere.stderr).toContain("nothing is backed up: no selected instance in eu-west-1");
  expect((await cli("backup prune --region eu-west-1")).stderr).toBe("");
});

test("run makes what is due once in a period, and says nothing when nothing is", async () => {
  const first = await backup("run");
  expect(first.status).toBe(0);
  expect(first.json()).toEqual([
    {
      instance: "db",
      region: "ap-northeast-1",
      schedule: "daily",
      snapshot: "db-backup-daily-20261121",
      status: "available",
      made: true,
      pruned: [],
      copy: null,
      copies_pruned: [],
      dropped_tags: [],
      error: null,
    },
    expect.objectContaining({ instance: "web", snapshot: "web-backup-hourly-2026112111" }),
  ]);
  expect(await cli("backup run")).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect((await backup("run")).stdout).toBe("[]\n");

  await clock.advance(3 * HOUR);
  // What was missed in between is made up once.
  expect((await backup("run")).json()).toMatchObject([
    { snapshot: "web-backup-hourly-2026112114" },
  ]);
  expect(await snapshots()).toHaveLength(3);
});

test("two runs at once make one snapshot of each", async () => {
  const runs = await Promise.all([backup("run"), backup("run"), backup("run")]);
  expect(runs.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(await snapshots()).toEqual(["db-backup-daily-20261121", "web-backup-hourly-2026112111"]);
  const made = runs.flatMap(({ json }) => json() as { made: boolean }[]);
  expect(made.filter((it) => it.made)).toHaveLength(2);
});

test("plan shows what is due and what would be pruned, and warns of tags that say nothing", async () => {
  await cli("infra create --name odd --bundle nano_3_0 --tag Backup=often");
  await backup("run", "--name", "web");
  const { json, stderr } = await backup("plan", "--keep-hourly", "0");
  expect(json()).toEqual([
    {
      instance: "db",
      region: "ap-northeast-1",
      schedule: "daily",
      last_good: null,
      last_good_at: null,
      due: true,
      snapshot: "db-backup-daily-20261121",
      failed: null,
      prune: [],
    },
    expect.objectContaining({
      instance: "web",
      due: false,
      last_good: "web-backup-hourly-2026112111",
      prune: [],
    }),
  ]);
  expect(stderr).toContain('odd is not backed up: its tag Backup is \\"often\\"');
});

describe("prune", () => {
  beforeEach(async () => {
    await cli("infra snapshot create --name web --snapshot-name web-mine");
    for (let hour = 0; hour < 4; hour += 1) {
      await backup("run", "--no-prune");
      await clock.advance(HOUR);
    }
  });

  test("deletes what is not kept, and nothing that it did not make", async () => {
    const keep = ["--keep-hourly", "2", "--keep-daily", "0", "--keep-weekly", "0"];
    const dry = await backup("prune", ...keep, "--dry-run");
    const { changes } = dry.json() as { changes: { name: string }[] };
    expect(changes.map(({ name }) => name).toSorted()).toEqual([
      "web-backup-hourly-2026112111",
      "web-backup-hourly-2026112112",
    ]);
    const { json } = await backup("prune", ...keep);
    expect(json()).toMatchObject([{ instance: "web", made: false, snapshot: null }]);
    const left = [
      "db-backup-daily-20261121",
      "web-backup-hourly-2026112113",
      "web-backup-hourly-2026112114",
      "web-mine",
    ];
    expect(await snapshots()).toEqual(left);
    expect((await backup("prune", ...keep)).stdout).toBe("[]\n");
  });

  test("run prunes with the new one counted, from numbers in the config file too", async () => {
    const file = join(cli.directory, "quants.yml");
    writeFileSync(file, "backup: { keep_hourly: 1, keep_daily: 0, keep_weekly: 0 }\n");
    await backup("run", "--config", file);
    expect(await snapshots("--instance", "web")).toEqual([
      "web-backup-hourly-2026112115",
      "web-mine",
    ]);
    expect((await backup("run", "--config", file)).stdout).toBe("[]\n");
  });

  test("deletes nothing when somebody deletes the last good one in the same moment", async () => {
    await cli("infra snapshot delete --name web-mine --yes");
    const MARK = 777;
    const disturbed = withFaults([
      { operation: "GetInstanceSnapshot", fault: "latency", ms: MARK, calls: [1] },
    ]).with({
      clock: {
        now: () => clock.now(),
        sleep: async (ms, signal) => {
          const last = ["--name", "web-backup-hourly-2026112114"];
          if (ms === MARK) await cli("infra snapshot delete", ...last, "--yes");
          else await clock.sleep(ms, signal);
        },
      },
    });
    const keep = ["--keep-hourly", "1", "--keep-daily", "0", "--keep-weekly", "0"];
    const { status, stderr } = await disturbed("backup prune --name web", ...keep);
    expect(status).toBe(5);
    expect(stderr).toContain("was deleted at the same moment: nothing was pruned");
    expect(await snapshots("--instance", "web")).toHaveLength(3);
    expect((await backup("prune", ...keep)).status).toBe(0);
    expect(await snapshots("--instance", "web")).toEqual(["web-backup-hourly-2026112113"]);
  });

  test("of an instance that no longer exists or not backed up any more deletes nothing", async () => {
    await cli("infra destroy --name web --yes");
    await cli("infra tag set --name db --tag Backup=none");
    const keep = ["--keep-hourly", "0", "--keep-daily", "0", "--keep-weekly", "0"];
    expect((await backup("prune", ...keep)).stdout).toBe("[]\n");
    expect(await snapshots()).toHaveLength(6);
  });
});

test("one instance that fails does not stop the others; status 6", async () => {
  await cli("infra create --name api --bundle nano_3_0 --tag Backup=daily");
  const broken = withFaults([
    { operation: "CreateInstanceSnapshot", fault: "server_error", calls: [1, 4, 5, 6] },
  ]);
  const { status, stdout } = await broken("backup run --output json");
  const records = JSON.parse(stdout) as { made: boolean; error: { code: string } | null }[];
  expect(status).toBe(6);
  expect(records).toHaveLength(3);
  expect(records.filter(({ made }) => made)).toHaveLength(2);
  expect(records.find(({ made }) => !made)?.error?.code).toBe("service_unavailable");
  expect((await backup("run")).json()).toMatchObject([{ made: true }]);
});

test("a name that something else has is an error that says so", async () => {
  const argv = ["--name", "db", "--snapshot-name", "db-backup-daily-20261121"];
  await cli("infra snapshot create", ...argv);
  await clock.advance(24 * HOUR);
  // Of the same instance and good, it is taken for the period's backup.
  expect((await backup("plan", "--name", "db")).json()).toMatchObject([{ due: true }]);
  await cli("infra create --name web-backup-hourly-2026112211 --bundle nano_3_0");
  const { status, error } = await backup("run", "--name", "web");
  expect({ status, code: error()["code"] }).toEqual({ status: 5, code: "name_in_use" });
});

test("stopped instances are backed up, and those of other regions when they are asked for", async () => {
  await cli("infra manage --name db --action stop");
  const far = ["--name", "far", "--bundle", "nano_3_0", "--tag", "Backup=weekly"];
  await cli("infra create", ...far, "--region", "us-east-1");
  const { json } = await backup("run", "--region", "all", "--selector", "Backup!=hourly");
  expect(json()).toMatchObject([
    { instance: "db", made: true },
    { instance: "far", region: "us-east-1", snapshot: "far-backup-weekly-2026w47" },
  ]);
});

test("--dry-run changes nothing", async () => {
  const { json } = await backup("run", "--dry-run");
  expect(json()).toMatchObject({
    dry_run: true,
    changes: [{ action: "create" }, { action: "create" }],
  });
  expect(await snapshots()).toEqual([]);
});

test.each([
  [["--keep-hourly", "-1"], 2],
  [["--keep-daily", "many"], 2],
  [["--name", "nobody"], 3],
])("run %j is refused", async (argv, status) => {
  expect(await backup("run", ...argv)).toMatchObject({ status, stdout: "" });
  expect(await snapshots()).toEqual([]);
});

describe("what is announced and what is done (#11.42)", () => {
  interface Change {
    action: string;
    name: string;
  }
  const keep = ["--keep-hourly", "3", "--keep-daily", "2", "--keep-weekly", "1"];

  /** Plan, dry run and run are asked one after the other: all three must name the same. */
  async function compare(...argv: string[]): Promise<number> {
    const all = [...keep, ...argv];
    const planned = (await backup("plan", ...keep)).json() as {
      snapshot: string;
      due: boolean;
      prune: string[];
    }[];
    const dry = (await backup("run", ...all, "--dry-run")).json() as { changes: Change[] };
    const done = (await backup("run", ...all)).json() as {
      snapshot: string;
      made: boolean;
      pruned: string[];
    }[];
    const named = (action: string): string[] =>
      dry.changes.flatMap((it) => (it.action === action ? [it.name] : [])).toSorted();
    const made = done.flatMap((it) => (it.made ? [it.snapshot] : [])).toSorted();
    const pruned = done.flatMap((it) => it.pruned).toSorted();
    expect({ create: named("create"), delete: named("delete") }).toEqual({
      create: made,
      delete: pruned,
    });
    if (argv.length === 0) {
      expect(planned.flatMap((it) => it.prune).toSorted()).toEqual(pruned);
      expect(planned.flatMap((it) => (it.due ? [it.snapshot] : [])).toSorted()).toEqual(made);
    }
    return pruned.length;
  }

  test("the week's backup that the day's stands in for", async () => {
    await cli("infra tag set --name db --tag Backup=weekly");
    await backup("run", "--name", "db");
    await cli("infra tag set --name db --tag Backup=daily");
    const dry = await backup("run", "--name", "db", "--dry-run");
    expect(dry.json()).toMatchObject({
      changes: [
        { action: "create", name: "db-backup-daily-20261121" },
        { action: "delete", name: "db-backup-weekly-2026w47" },
      ],
    });
    expect((await backup("run", "--name", "db")).json()).toMatchObject([
      { snapshot: "db-backup-daily-20261121", pruned: ["db-backup-weekly-2026w47"] },
    ]);
  });

  test("in any state that a fleet gets into", async () => {
    // A fixed sequence that looks like any: schedules change, runs are missed, snapshots go.
    let seed = 42;
    const below = (end: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * end);
    };
    let pruned = 0;
    for (let step = 0; step < 25; step += 1) {
      const it = ["db", "web"][below(2)] ?? "db";
      const schedule = ["hourly", "daily", "weekly"][below(3)];
      await clock.advance(([0, 1, 5, 30, 200][below(5)] ?? 0) * HOUR);
      const what = below(6);
      if (what === 0) await cli("infra tag set --name", it, "--tag", `Backup=${schedule}`);
      if (what === 1) await cli("infra snapshot create --name", it, "--no-wait");
      if (what === 2) {
        const all = await snapshots();
        const name = all[below(all.length)];
        if (name !== undefined) await cli("infra snapshot delete --name", name, "--yes");
      }
      if (what === 3) {
        const tag = ["--tag", `Backup=${schedule}`];
        await cli("infra destroy --name", it, "--yes");
        await cli("infra create --name", it, "--bundle", "nano_3_0", ...tag);
      }
      pruned += await compare(...([[], [], ["--no-wait"], ["--no-prune"]][below(4)] ?? []));
    }
    expect(pruned).toBeGreaterThan(5);
  });

  test("nothing is announced for an instance that is only coming up", async () => {
    const tag = ["--tag", "Backup=hourly"];
    await cli("infra create --name new --bundle nano_3_0 --no-wait", ...tag);
    const dry = await backup("run", "--name", "new", "--dry-run");
    expect(dry.json()).toMatchObject({ changes: [] });
    expect((await backup("run", "--name", "new")).json()).toEqual([]);
  });
});

test("an instance in the place of another is backed up once in a period, whatever is deleted (#11.44)", async () => {
  const tag = ["--tag", "Backup=daily"];
  await backup("run", "--name", "db");
  await cli("infra destroy --name db --yes");
  await cli("infra create --name db --bundle nano_3_0", ...tag);
  const [own] = (await backup("run", "--name", "db")).json() as { snapshot: string }[];
  expect(own?.snapshot).toMatch(/^db-backup-daily-20261121-\w{8}$/);
  await cli("infra snapshot delete --name db-backup-daily-20261121 --yes");
  expect((await backup("plan", "--name", "db")).json()).toMatchObject([
    { due: false, snapshot: own?.snapshot },
  ]);
  expect((await backup("run", "--name", "db")).json()).toEqual([]);
  expect(await snapshots("--instance", "db")).toEqual([own?.snapshot]);
});

test("a backup of the instance before, which was not listed yet, is not taken for one (#11.44)", async () => {
  const MARK = 777;
  const disturbed = withFaults([
    { operation: "GetInstances", fault: "latency", ms: MARK, calls: [1] },
  ]).with({
    clock: {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        if (ms !== MARK) return clock.sleep(ms, signal);
        await backup("run", "--name", "db");
        await cli("infra destroy --name db --yes");
        const tag = ["--tag", "Backup=daily"];
        await cli("infra create --name db --bundle nano_3_0", ...tag);
      },
    },
  });
  const late = await disturbed("backup run --name db --output json");
  expect({ status: late.status, code: late.error()["code"] }).toEqual({
    status: 5,
    code: "name_in_use",
  });
  expect((await backup("run", "--name", "db")).json()).toMatchObject([{ made: true }]);
});
