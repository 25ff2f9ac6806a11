import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type {
  StackComparisonRecord,
  StackCostRecord,
} from "../../../src/core/records/stack-cost.ts";
import { planDocument, type TestResource } from "../../core/cost/stack/plans.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { type FakeTerraform, fakeTerraform } from "./fake.ts";

let cli: Cli;
let base: Cli & { dispose: () => void };
let terraform: FakeTerraform;
let folder: string;

const FIGURES = { "nat/hour": 0.045, "nat/gb": 0.045, "vpn/hour": 0.05, "kms/key": 1 };

beforeEach(() => {
  base = makeCli({ clock: fakeClock({ auto: true, now: "2026-11-29T00:00:00Z" }) });
  folder = join(base.directory, "terraform", "environments", "api");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), 'resource "terraform_data" "a" {}\n');
  terraform = fakeTerraform(base.directory);
  cli = base.with({ env: { QUANTS_CTL_PROVIDER: "lightsail", PATH: dirname(terraform.path) } });
  writePrices(FIGURES);
});
afterEach(() => {
  terraform.close();
  base.dispose();
});

function writePrices(figures: Record<string, number>, asOf = "2026-11-20"): void {
  mkdirSync(join(folder, "prices"), { recursive: true });
  const text = JSON.stringify({
    currency: "USD",
    region: "us-east-1",
    figures: Object.fromEntries(
      Object.entries(figures).map(([key, usd]) => [key, { usd, as_of: asOf, source: "test" }]),
    ),
  });
  writeFileSync(join(folder, "prices", "us-east-1.json"), text);
}

function plan(after: readonly TestResource[], before: readonly TestResource[] = []): void {
  terraform.answer("show", { stdout: JSON.stringify(planDocument(after, before)) });
}

const NAT = { address: "module.network.aws_nat_gateway.this[0]" };
const VPN = { address: "aws_vpn_connection.this" };
const KEY = { address: "aws_kms_key.this" };

async function cost(line = ""): Promise<StackCostRecord> {
  const result = await cli(`stack cost api --output json ${line}`.trim());
  expect(result).toMatchObject({ status: 0 });
  return result.json() as StackCostRecord;
}

test("tells before, after and the difference, a line for each resource", async () => {
  plan([NAT, VPN], [NAT, KEY]);
  const record = await cost();
  expect(record).toMatchObject({
    ...{ stack: "api", region: "us-east-1", currency: "USD" },
    before: { monthly_usd: 33.85, complete: true, unpriced: 0, not_counted: 1 },
    after: { monthly_usd: 69.35, complete: true },
    ...{ difference_usd: 35.5, difference_complete: true },
    prices: { stale: 0, oldest: "2026-11-20", usage_file: null },
  });
  expect(record.lines.map((it) => [it.address, it.before_usd, it.after_usd, it.formula])).toEqual([
    [VPN.address, null, 36.5, "1 x $0.05 x 730 h"],
    [VPN.address, null, null, "no usage is given for aws_vpn_connection.gb"],
    [NAT.address, 32.85, 32.85, "1 x $0.045 x 730 h"],
    [NAT.address, null, null, "no usage is given for aws_nat_gateway.gb"],
    [KEY.address, 1, null, "1 x $1"],
  ]);
});

test("for a person, with and without the formulas", async () => {
  plan([NAT, VPN]);
  const short = (await cli("stack cost api")).stdout;
  expect(short).toContain("$69.35 a month");
  expect(short).not.toContain("730 h");
  expect(short).toContain("no usage is given: 2");
  expect((await cli("stack cost api --explain")).stdout).toContain("1 x $0.05 x 730 h");
});

describe("usage", () => {
  test("of the stack's own file, or of one that is given", async () => {
    plan([NAT]);
    writeFileSync(join(folder, "usage.yml"), "defaults:\n  aws_nat_gateway.gb: 100\n");
    expect((await cost()).after).toMatchObject({ monthly_usd: 37.35, not_counted: 0 });
    const other = join(base.directory, "u.yml");
    writeFileSync(other, `resources:\n  "${NAT.address}":\n    gb: 1000\n`);
    expect((await cost(`--usage ${other}`)).after.monthly_usd).toBe(77.85);
  });

  test.each(["- 1\n", "defaults: 3\n", "defaults:\n  a: -1\n", "default:\n  a: 1\n", "a: [\n"])(
    "%j is refused",
    async (text) => {
      plan([NAT]);
      writeFileSync(join(folder, "usage.yml"), text);
      expect((await cli("stack cost api")).status).toBe(4);
    },
  );
});

describe("what has no price", () => {
  beforeEach(() => plan([NAT, { address: "aws_sagemaker_endpoint.this" }]));

  test("makes the total incomplete", async () => {
    const record = await cost();
    expect(record.after).toMatchObject({ monthly_usd: 32.85, complete: false, unpriced: 1 });
    expect(record.difference_complete).toBe(false);
    expect((await cli("stack cost api")).stdout).toContain("1 unpriced");
  });

  test("fails with --fail-on-unpriced", async () => {
    const failed = await cli("stack cost api --fail-on-unpriced --output json");
    expect(failed.status).toBe(5);
    expect(failed.json()).toMatchObject({ after: { complete: false } });
    expect(failed.error()).toMatchObject({ code: "conflict" });
  });
});

test("--fail-on-increase fails above its amount, and not at it", async () => {
  plan([VPN]);
  expect((await cli("stack cost api --fail-on-increase 36.50")).status).toBe(0);
  const failed = await cli("stack cost api --fail-on-increase 36.49");
  expect(failed.status).toBe(5);
  expect(failed.stderr).toContain("dearer by $36.50 a month");
  expect((await cli("stack cost api --fail-on-increase much")).status).toBe(2);
});

describe("prices", () => {
  test("older than 30 days are used, and said to be old", async () => {
    plan([NAT]);
    writePrices(FIGURES, "2026-10-29");
    const result = await cli("stack cost api --output json");
    expect(result.json()).toMatchObject({ prices: { stale: 1, oldest: "2026-10-29" } });
    expect(result.stderr).toContain("1 of the prices in use is older than 30 days");
    writePrices(FIGURES, "2026-10-30");
    expect((await cost()).prices.stale).toBe(0);
  });

  test("of a region without a file are none", async () => {
    const document = planDocument([NAT], [], {}, "eu-west-1");
    terraform.answer("show", { stdout: JSON.stringify(document) });
    const none = await cli.with({ env: { AWS_REGION: "us-east-1" } })("stack cost api");
    expect(none.status).toBe(4);
    expect(none.stderr).toContain("no prices for eu-west-1");
    expect(none.stderr).toContain("quants-ctl stack prices api --region eu-west-1");
  });

  test.each([
    "{",
    "{}",
    '{"region":"us-east-1"}',
    '{"region":"eu-west-1","figures":{}}',
    '{"region":"us-east-1","figures":{"a":{"usd":"1","as_of":"2026-11-01","source":"x"}}}',
    '{"region":"us-east-1","figures":{"a":{"usd":1,"as_of":"today","source":"x"}}}',
    '{"region":"us-east-1","figures":{"a":{"usd":1,"as_of":"2026-11-01"}}}',
  ])("a file with %s is refused", async (text) => {
    plan([NAT]);
    writeFileSync(join(folder, "prices", "us-east-1.json"), text);
    expect((await cli("stack cost api")).status).toBe(4);
  });

  test("of Lightsail's plans are those of prices.json", async () => {
    rmSync(join(folder, "prices"), { recursive: true });
    terraform.answer("show", {
      stdout: JSON.stringify(
        planDocument(
          [{ address: "aws_lightsail_instance.this", values: { bundle_id: "nano_3_0" } }],
          [],
          {},
          "ap-northeast-1",
        ),
      ),
    });
    const sandbox = cli.with({ env: { QUANTS_CTL_PROVIDER: "sandbox" } });
    await sandbox("stack prices api --region ap-northeast-1");
    const record = (await cli("stack cost api --output json")).json() as StackCostRecord;
    expect(record.after).toMatchObject({ monthly_usd: 5, complete: true });
    expect(record.prices.oldest).toBe("2026-11-29");
  });
});

describe("--compare", () => {
  const file = (): string => join(folder, "variants.yml");

  test("puts variants side by side, with lines of one's own", async () => {
    terraform.answer(
      "show",
      { stdout: JSON.stringify(planDocument([NAT, VPN])) },
      { stdout: JSON.stringify(planDocument([NAT, KEY])) },
    );
    const text = [
      "variants:",
      "  - name: self-hosted",
      "    lines: [{ what: people, monthly_usd: 500 }, { what: host, monthly_usd: 270 }]",
      "  - name: A",
      "    var_files: [a.tfvars]",
      "    lines: [{ what: people, monthly_usd: 100 }]",
      "  - name: B",
      "    var_files: [b.tfvars]",
    ];
    writeFileSync(file(), text.join("\n"));
    for (const name of ["a", "b"]) writeFileSync(join(folder, `${name}.tfvars`), "");
    const result = await cli(`stack cost api --compare ${file()} --output json`);
    expect(result.status).toBe(0);
    expect((result.json() as StackComparisonRecord).variants).toMatchObject([
      { name: "self-hosted", monthly_usd: 770, complete: true },
      {
        ...{ name: "A", monthly_usd: 169.35 },
        components: [
          { component: "aws_vpn_connection", monthly_usd: 36.5 },
          { component: "network", monthly_usd: 32.85 },
          { component: "people", monthly_usd: 100 },
        ],
      },
      { name: "B", monthly_usd: 33.85 },
    ]);
    const plans = terraform.calls().filter(({ argv }) => argv[0] === "plan");
    expect(plans.map(({ argv }) => argv.find((it) => it.startsWith("-var-file=")))).toEqual([
      `-var-file=${join(folder, "a.tfvars")}`,
      `-var-file=${join(folder, "b.tfvars")}`,
    ]);
    writePrices(FIGURES, "2020-01-01");
    const old = await cli(`stack cost api --compare ${file()}`);
    expect(old.stderr.match(/older than 30 days/g)).toHaveLength(1);
    const shown = old.stdout;
    expect(shown).toMatch(/A MONTH +self-hosted +A +B/);
    expect(shown).toMatch(/people +\$500\.00 +\$100\.00 +-/);
  });

  test.each([
    "variants: []",
    "variants: [{ name: a }]",
    "variants: [{ var_files: [a] }]",
    "variants: [{ name: a, lines: [{ what: x }] }]",
    "variants: [{ name: a, var_files: a }]",
    "variants: [{ name: a, vars: [a] }]",
    "variants: [{ name: a, var_files: [a] }, { name: a, var_files: [b] }]",
  ])("%s is refused before Terraform is called", async (text) => {
    writeFileSync(file(), text);
    expect((await cli(`stack cost api --compare ${file()}`)).status).toBe(4);
    expect(terraform.calls()).toEqual([]);
  });
});

test("no value of a plan that is not for the bill is shown", async () => {
  plan([{ ...NAT, values: { token: "hunter2" } }]);
  const shown = await cli("stack cost api --explain --output json");
  expect(shown.stdout + shown.stderr).not.toContain("hunter2");
});
