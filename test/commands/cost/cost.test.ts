import { faultyCli } from "../../helpers/faults.ts";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LightsailManager } from "../../../src/providers/lightsail/manager.ts";
import { createSandbox } from "../../../src/providers/sandbox/index.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { editRegionText } from "../../helpers/region-file.ts";

const KEYS = { accessKeyId: "sandbox", secretAccessKey: "sandbox" };
const DAY_MS = 86_400_000;

let cli: Cli & { dispose: () => void };
let clock: FakeClock;
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  const tags = (environment: string, service: string) => [
    ...["--tag", `Environment=${environment}`, "--tag", `Service=${service}`],
  ];
  await cli("infra create --name dev-1 --bundle nano_3_0", ...tags("dev", "collector"));
  await cli("infra create --name prod-1 --bundle small_3_0 --static-ip", ...tags("prod", "exec"));
  await manager("ap-northeast-1").allocateStaticIp("spare");
});
afterEach(() => cli.dispose());

function manager(region: string): LightsailManager {
  const { requestHandler } = createSandbox({
    directory: join(cli.directory, "sandbox"),
    clock,
    pace: "instant",
  });
  return new LightsailManager({ region, clock, requestHandler, credentials: KEYS });
}

interface Bill {
  lines: Record<string, unknown>[];
  total_monthly_usd: number;
  complete: boolean;
}

const NO_DISKS = { disks: 0, disk_snapshots: 0 };

const bill = async (...argv: string[]): Promise<Bill> =>
  (await cli("cost", ...argv, "--output", "json")).json() as Bill;

test("each instance, unattached static IP and snapshot is a line, the dearest first", async () => {
  await manager("ap-northeast-1").createSnapshot("snap", "prod-1");
  const { lines, ...rest } = await bill();
  expect(lines.map((it) => [it["name"], it["kind"], it["monthly_usd"], it["assumed"]])).toEqual([
    ["prod-1", "instance", 12, false],
    ["dev-1", "instance", 5, false],
    ["spare", "static_ip", 3.65, true],
    ["snap", "snapshot", 3, true],
  ]);
  expect(lines[0]).toEqual({
    kind: "instance",
    name: "prod-1",
    region: "ap-northeast-1",
    environment: "prod",
    service: "exec",
    status: "running",
    bundle_id: "small_3_0",
    monthly_usd: 12,
    assumed: false,
  });
  // A snapshot without tags of its own is billed to its instance's environment.
  expect(lines[3]).toMatchObject({ environment: "prod", service: "exec" });
  expect(rest).toMatchObject({
    by: "instance",
    regions: ["ap-northeast-1"],
    total_monthly_usd: 23.65,
    complete: true,
    assumptions: [expect.stringContaining("$3.65"), expect.stringContaining("not counted")],
  });
});

test("by environment, service or region the lines are put together", async () => {
  expect((await bill("--by", "environment")).lines).toEqual([
    {
      group: "prod",
      instances: 1,
      static_ips: 0,
      snapshots: 0,
      ...NO_DISKS,
      monthly_usd: 12,
      complete: true,
    },
    {
      group: "dev",
      instances: 1,
      static_ips: 0,
      snapshots: 0,
      ...NO_DISKS,
      monthly_usd: 5,
      complete: true,
    },
    {
      group: null,
      instances: 0,
      static_ips: 1,
      snapshots: 0,
      ...NO_DISKS,
      monthly_usd: 3.65,
      complete: true,
    },
  ]);
  expect((await bill("--by", "service")).lines.map((it) => it["group"])).toEqual([
    "exec",
    "collector",
    null,
  ]);
  await cli("sandbox seed --instances 1 --region us-east-1");
  const { lines, total_monthly_usd } = await bill("--by", "region", "--region", "all");
  expect(lines.map((it) => it["group"])).toEqual(["ap-northeast-1", "us-east-1"]);
  expect(total_monthly_usd).toBe(27.65);
});

test("disks and their snapshots are billed, with the tags of the instance that has them (#16.3)", async () => {
  await cli("infra disk create data --size 64 --attach-to prod-1");
  await cli("infra disk create spare-data --size 8 --like prod-1");
  await cli("infra disk snapshot data --snapshot-name data-1");
  const all = (await bill()).lines.filter((it) => String(it["kind"]).startsWith("disk"));
  expect(all).toMatchObject([
    {
      ...{ name: "data", kind: "disk", monthly_usd: 6.4, assumed: true },
      ...{ status: "attached", environment: "prod", service: "exec" },
    },
    { name: "data-1", kind: "disk_snapshot", monthly_usd: 3.2, environment: "prod" },
    { name: "spare-data", status: "unattached", monthly_usd: 0.8, environment: null },
  ]);
  const { lines, total_monthly_usd } = await bill("--selector", "Environment=prod");
  expect(lines.map((it) => it["name"])).toEqual(["prod-1", "data", "data-1"]);
  expect(total_monthly_usd).toBe(21.6);
  const [prod] = (await bill("--by", "environment")).lines;
  expect(prod).toMatchObject({ group: "prod", instances: 1, disks: 1, disk_snapshots: 1 });
  expect((await cli("cost --by environment")).stdout).toMatch(/prod +1 +0 +1 +1 +\$21\.60/);
});

test("a selection leaves out what has no tags of an instance", async () => {
  const { lines, total_monthly_usd } = await bill("--selector", "Environment=dev");
  expect(lines.map((it) => it["name"])).toEqual(["dev-1"]);
  expect(total_monthly_usd).toBe(5);
});

test("a price that is not known is null, warned of, and makes the total incomplete", async () => {
  const file = join(cli.directory, "sandbox", "ap-northeast-1.json");
  editRegionText(file, (text) => text.replace('"nano_3_0"', '"gone_1_0"'));
  const { status, json, stderr } = await cli("cost --output json");
  expect(status).toBe(0);
  expect(json()).toMatchObject({ complete: false, total_monthly_usd: 15.65 });
  expect((json() as Bill).lines[0]).toMatchObject({ name: "dev-1", monthly_usd: null });
  expect(stderr).toContain("the price is not known, and not in the total: dev-1");
  const { stdout } = await cli("cost");
  expect(stdout).toMatch(/dev-1 .* unknown\n/);
  expect(stdout).toContain("Total at least $15.65 a month (incomplete");
  expect((await cli("cost --by environment")).stdout).toContain("at least $0.00");
});

test("a region that does not answer is status 6, and the total says that it is missing", async () => {
  const rules = [{ operation: "GetInstances", region: "us-east-1", fault: "server_error" }];
  const { status, json } = await faultyCli(
    cli,
    rules,
  )("cost --region ap-northeast-1,us-east-1 --output json");
  expect(status).toBe(6);
  expect(json()).toMatchObject({ complete: false, total_monthly_usd: 20.65 });
});

test("prices that can't be asked for are a failure, as a script reads the total alone", async () => {
  const rules = [{ operation: "GetBundles", fault: "server_error" }];
  const faulty = faultyCli(cli, rules);
  const { status, json, stderr } = await faulty("cost --output json");
  expect(status).toBe(8);
  expect(json()).toMatchObject({ complete: false, total_monthly_usd: 3.65 });
  expect(stderr).toContain("the price is not known, and not in the total: dev-1, prod-1");
});

test("a selection that nothing meets is warned of, as nothing costs nothing", async () => {
  const { status, json, stderr } = await cli("cost --name dev-11 --output json");
  expect(status).toBe(0);
  expect(json()).toMatchObject({ lines: [], total_monthly_usd: 0 });
  expect(stderr).toContain('"no instance matches in ap-northeast-1');
});

test("names leave out what has no tag", async () => {
  const { stdout } = await cli("cost --by environment --output name");
  expect(stdout).toBe("prod\ndev\n");
});

test("the table has a total, and says what of it is assumed", async () => {
  const { stdout, stderr } = await cli("cost");
  expect(stdout).toMatchInlineSnapshot(`
    "Monthly cost
      NAME    KIND       REGION          ENVIRONMENT  SERVICE    PLAN           USD
      prod-1  instance   ap-northeast-1  prod         exec       small_3_0   $12.00
      dev-1   instance   ap-northeast-1  dev          collector  nano_3_0     $5.00
      spare   static ip  ap-northeast-1  -            -          unattached   $3.65

    Total $20.65 a month
    - an unattached static IP costs $3.65 a month, a disk $0.10 for each GB, a snapshot $0.05 for each GB of its disk at most: https://aws.amazon.com/lightsail/pricing/
    - transfer beyond the plan, automatic snapshots, load balancers, databases and taxes are not counted
    "
  `);
  expect(stderr).toContain("for the whole account: --region all");
});

test("on a narrow terminal the table keeps names and prices, and says what it leaves out", async () => {
  const narrow = cli.with({ terminal: 60, env: { NO_COLOR: "1" } });
  const { stdout } = await narrow("cost");
  const [, head, first, , , note] = stdout.split("\n").map((line) => line.trimEnd());
  expect(head).toBe("  NAME    KIND       ENVIRONMENT  PLAN           USD");
  expect(first).toBe("  prod-1  instance   prod         small_3_0   $12.00");
  expect(note).toBe("  (no room for service, region; widen the terminal)");
});

test("waste lists what may be forgotten, with its cost and the command that removes it", async () => {
  const region = manager("ap-northeast-1");
  await region.createSnapshot("old", "prod-1");
  await region.createSnapshot("orphan", "dev-1");
  await cli("infra create --name idle-1 --bundle micro_3_0");
  await cli("infra manage --name idle-1 --action stop");
  await cli("infra destroy --name dev-1 --yes");
  await clock.advance(31 * DAY_MS);
  await manager("ap-northeast-1").createSnapshot("new", "prod-1");
  const { status, json, stderr } = await cli.with({ terminal: 100 })("cost waste --output json");
  expect(status).toBe(0);
  const found = json() as Record<string, unknown>[];
  expect(found.map((it) => [it["kind"], it["name"], it["monthly_usd"], it["remove"]])).toEqual([
    [
      "stopped_instance",
      "idle-1",
      7,
      "quants-ctl infra destroy --name idle-1 --region ap-northeast-1",
    ],
    [
      "unattached_static_ip",
      "spare",
      3.65,
      "quants-ctl infra ip release --name spare --region ap-northeast-1",
    ],
    [
      "old_snapshot",
      "old",
      3,
      "quants-ctl infra snapshot delete --name old --region ap-northeast-1",
    ],
    [
      "orphaned_snapshot",
      "orphan",
      1,
      "quants-ctl infra snapshot delete --name orphan --region ap-northeast-1",
    ],
  ]);
  expect(found[3]).toMatchObject({
    age_days: 31,
    reason: "there is no instance dev-1 in ap-northeast-1 any more, and the last snapshot of it",
  });
  expect(stderr).toContain("together $14.65 a month");
  const longer = await cli("cost waste --older-than 90d --output name");
  expect(longer.stdout).toBe("idle-1\nspare\norphan\n");
});

test("a snapshot that is the newest of an instance is told as such", async () => {
  await manager("ap-northeast-1").createSnapshot("only", "prod-1");
  await clock.advance(31 * DAY_MS);
  const { json } = await cli("cost waste --output json");
  expect(json()).toContainEqual(
    expect.objectContaining({
      name: "only",
      reason: expect.stringMatching(/^3\d days old, but the newest one of prod-1$/) as string,
    }),
  );
});

test("nothing forgotten is an empty list", async () => {
  await manager("ap-northeast-1").releaseStaticIp("spare");
  const { status, json, stderr } = await cli("cost waste --output json");
  expect([status, json()]).toEqual([0, []]);
  expect(stderr).not.toContain("together");
  expect((await cli("cost waste")).stderr).toContain("Nothing appears to be forgotten.");
});

test.each([
  [["cost", "--by", "colour"], "Choose one of"],
  [["cost", "waste", "--older-than", "30"], "30d or 2w"],
  [["cost", "waste", "--sort", "price"], "no column"],
  [["cost", "wste"], "Did you mean waste?"],
])("%j is refused", async (argv, why) => {
  const { status, stderr } = await cli(...argv);
  expect(status).toBe(2);
  expect(stderr).toContain(why);
});
