import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { faultyCli } from "../../helpers/faults.ts";

const DAY_MS = 86_400_000;
const METRICS = "GetInstanceMetricData";

let cli: Cli & { dispose: () => void };
let clock: FakeClock;
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

interface Finding extends Record<string, unknown> {
  kind: string;
  name: string;
}

const create = (name: string, bundle: string, load: string, ...more: string[]) =>
  cli(`infra create --name ${name} --bundle ${bundle} --tag sandbox:load=${load}`, ...more);

async function findings(line: string, program: Cli = cli): Promise<Finding[]> {
  const { json } = await program(`infra advise ${line} --output json`);
  return json() as Finding[];
}

const told = (found: readonly Finding[]) =>
  found.map((it) => [it.kind, it.name, it["monthly_difference_usd"], it["command"]]);

test("each finding has what it changes in a month and the command that acts, the savings first", async () => {
  await create("busy-1", "micro_3_0", "busy");
  await create("idle-1", "medium_3_0", "idle");
  await create("light-1", "large_3_0", "light");
  await create("feed-1", "nano_3_0", "transfer");
  await create("fits-1", "nano_3_0", "light");
  const { status, json, stderr } = await cli.with({ terminal: 100 })("infra advise -o json");
  expect(status).toBe(0);
  const found = json() as Finding[];
  const at = "--region ap-northeast-1";
  const [feed, ...others] = told(found);
  expect(feed).toEqual([
    "transfer",
    "feed-1",
    expect.any(Number),
    `quants-ctl infra resize --name feed-1 --bundle micro_3_0 ${at}`,
  ]);
  expect(feed?.[2]).toBeLessThan(-20);
  expect(others).toEqual([
    ["idle", "idle-1", -20, `quants-ctl infra destroy --name idle-1 ${at} --snapshot-first`],
    [
      "too_large",
      "light-1",
      -20,
      `quants-ctl infra create --name light-1-medium --bundle medium_3_0 --blueprint ubuntu_22_04 ${at} --az ap-northeast-1a --key-pair LightsailDefaultKeyPair`,
    ],
    ["too_small", "busy-1", 5, `quants-ctl infra resize --name busy-1 --bundle small_3_0 ${at}`],
  ]);
  expect(Object.keys(found[0] ?? {})).toEqual([
    ...["kind", "name", "region", "bundle_id", "monthly_usd", "to_bundle_id"],
    ...["monthly_difference_usd", "reason", "caution", "command", "evidence"],
  ]);
  expect(stderr).toMatch(
    /1 of 5 instances fits its plan, going by the last 14 days; .* up to \$6\d\.\d\d/,
  );
  expect(await findings("--all")).toHaveLength(5);
  expect(await findings("")).toEqual(found);
});

test("the commands that act can be run", async () => {
  await create("busy-1", "micro_3_0", "busy");
  await create("idle-1", "medium_3_0", "idle");
  await create("light-1", "large_3_0", "light");
  await create("feed-1", "nano_3_0", "transfer");
  for (const { command } of await findings("")) {
    const { status, stdout } = await cli(`${String(command).replace("quants-ctl ", "")} --dry-run`);
    expect([status, stdout.split(":")[0]]).toEqual([0, "Dry run"]);
  }
});

test("what is young, stopped or without samples is told as such", async () => {
  await cli("infra create --name web-1 --bundle nano_3_0");
  await cli("infra create --name web-2 --bundle nano_3_0 --tag sandbox:load=none");
  await cli("infra create --name off-1 --bundle small_3_0 --static-ip");
  await cli("infra manage --name off-1 --action stop");
  await clock.advance(6 * DAY_MS);
  const of = async (line: string) =>
    (await findings(line)).map((it) => [it.name, it.kind, it["reason"]]);
  expect(await of("")).toEqual([
    ["off-1", "stopped", "stopped, but billed in full; nothing is measured"],
    ...["web-1", "web-2"].map((name) => [
      name,
      "not_enough_data",
      expect.stringMatching(
        /^CPU 14\d, burst 14\d, network 14\d of 336 hours measured, 168 needed$/,
      ),
    ]),
  ]);
  // Six days are enough of ten.
  expect(await of("web-1 --days 10 --all")).toEqual([["web-1", "fits", expect.any(String)]]);
});

test("a table says why, and on a narrow terminal leaves the rest to --columns", async () => {
  await create("busy-1", "micro_3_0", "busy");
  const wide = await cli("infra advise");
  expect(wide.stdout).toMatch(/^KIND +NAME +REGION +PLAN +USD\/MONTH +WHY +ACT WITH +BUT\n/);
  expect(wide.stdout).toContain("no burst capacity left in 336 of 336 hours");
  const narrow = await cli.with({ terminal: 80, env: { NO_COLOR: "1" } })("infra advise");
  expect(narrow.stdout).toMatch(/^KIND +NAME +USD\/MONTH +WHY\n/m);
  expect(narrow.stderr).toContain("no room for command, caution");
  for (const line of narrow.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  const chosen = await cli("infra advise --columns name,cpu_p95,exhausted_hours --no-header");
  expect(chosen.stdout).toMatch(/^busy-1 +10 +336\n$/);
});

test("names, patterns and selectors choose, in every region", async () => {
  await create("eu-1", "medium_3_0", "idle", "--region", "eu-west-1");
  await create("tokyo-1", "medium_3_0", "idle", "--tag", "Environment=dev");
  await create("sydney-1", "medium_3_2", "idle", "--region", "ap-southeast-2");
  const names = async (line: string) => (await findings(line)).map(({ name }) => name);
  expect(await names("--region all")).toEqual(["eu-1", "sydney-1", "tokyo-1"]);
  expect(await names("'tok*'")).toEqual(["tokyo-1"]);
  expect(await names("--region all --selector Environment=dev")).toEqual(["tokyo-1"]);
  expect(await names("--region all --status stopped")).toEqual([]);
  // Plans of another region have other ids.
  const [sydney] = await findings("sydney-1 --region ap-southeast-2");
  expect(sydney).toMatchObject({ kind: "idle", monthly_usd: 24 });
});

test("a name that no instance has is an error; an account without instances is not", async () => {
  const missing = await cli("infra advise no-such");
  expect([missing.status, missing.stdout]).toEqual([3, ""]);
  const empty = await cli("infra advise --region all --output json");
  expect([empty.status, empty.json()]).toEqual([0, []]);
  expect((await cli("infra advise")).stderr).toContain("No instances in ap-northeast-1.");
  await create("light-1", "nano_3_0", "light");
  expect((await cli("infra advise")).stderr).toContain("Every plan fits.");
  expect((await cli("infra advise 'x*'")).stderr).toContain("No such instances");
});

test("one whose metrics can't be had is told, and the others are looked at", async () => {
  await create("idle-1", "medium_3_0", "idle");
  await create("idle-2", "medium_3_0", "idle", "--region", "us-east-1");
  const rule = { operation: METRICS, region: "us-east-1", fault: "expired_credentials" };
  const broken = faultyCli(cli, [rule]);
  const { status, json, error } = await broken("infra advise --region all --output json");
  expect(status).toBe(6);
  expect(error()).toMatchObject({ code: "partial_failure", message: "1 of 2 instances failed." });
  expect((json() as Finding[]).map(({ name, kind }) => [name, kind])).toEqual([
    ["idle-1", "idle"],
    ["idle-2", "not_measured"],
  ]);
});

test("without prices the metrics are judged all the same", async () => {
  await create("idle-1", "medium_3_0", "idle");
  const broken = faultyCli(cli, [{ operation: "GetBundles", fault: "expired_credentials" }]);
  const { status, json, stderr } = await broken("infra advise --output json");
  expect(status).not.toBe(0);
  expect(stderr).toContain("plans and prices are missing");
  expect(json()).toMatchObject([{ kind: "idle", monthly_usd: null, monthly_difference_usd: null }]);
});

test("an endpoint where nobody answers is an error, not an empty list", async () => {
  const keys = { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "y" };
  const dead = cli.with({ env: { ...keys, QUANTS_CTL_PROVIDER: "lightsail" } });
  const { status, stdout } = await dead("infra advise --endpoint-url http://127.0.0.1:9");
  expect([status, stdout]).toEqual([8, ""]);
});

test("tags are only told where they protect, and never in a command", async () => {
  await create("idle-1", "medium_3_0", "idle", "--tag", "CriticalLevel=critical");
  const evil = "Evil=$(reboot); \u001b[31m`id`";
  expect((await cli("infra tag set --name idle-1 --tag", evil)).status).toBe(0);
  const { stdout } = await cli("infra advise --output json");
  expect(stdout).not.toContain("reboot");
  const [found] = JSON.parse(stdout) as Finding[];
  expect(found?.["caution"]).toContain("it is protected by CriticalLevel=critical");
});

test.each([
  [["--days", "2"], "Give --days 3 to 60"],
  [["--days", "61"], "Give --days 3 to 60"],
  [["--days", "two"], "number of days"],
  [["--sort", "price_now"], "no column"],
  [["--columns", "memory"], "no column"],
])("%j is refused before any call", async (argv, why) => {
  const { status, stdout, stderr } = await cli("infra advise", ...argv);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(why);
});
