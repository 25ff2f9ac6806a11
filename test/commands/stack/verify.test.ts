import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { VerifiedRecord } from "../../../src/core/records/verified.ts";
import { type FakeAws, fakeAws } from "../../helpers/aws/fake-aws.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform } from "./fake.ts";

let cli: Cli;
let base: Cli & { dispose: () => void };
let terraform: FakeTerraform;
let aws: FakeAws;

beforeEach(async () => {
  aws = await fakeAws();
  base = makeCli();
  const folder = join(base.directory, "terraform", "environments", "api");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), "");
  terraform = fakeTerraform(base.directory);
  cli = base.with({ env: { ...aws.env, PATH: dirname(terraform.path) } });
});
afterEach(async () => {
  terraform.close();
  base.dispose();
  await aws.close();
});

function state(...alarms: string[]): void {
  terraform.answer("state pull", {
    stdout: JSON.stringify({
      version: 4,
      resources: [
        { mode: "data", type: "aws_cloudwatch_metric_alarm", name: "x", instances: [] },
        {
          ...{
            module: "module.alarms",
            mode: "managed",
            type: "aws_cloudwatch_metric_alarm",
            name: "this",
          },
          instances: alarms.map((name) => ({
            index_key: name,
            attributes: {
              alarm_name: name,
              alarm_description: "hunter2",
              arn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`,
            },
          })),
        },
      ],
    }),
  });
}

test("each check tells what was found, why it matters and the cure; 5 unless all is good", async () => {
  state("api-5xx", "gone");
  aws.alarms.set("api-5xx", "ALARM");
  const result = await cli("stack verify api --output json");
  expect(result.status).toBe(5);
  const record = result.json() as VerifiedRecord;
  expect(record).toMatchObject({ stack: "api", region: "eu-west-1", good: 0, bad: 4, unknown: 0 });
  expect(record.checks[0]).toMatchObject({
    ...{
      check: "alarm.state",
      address: 'module.alarms.aws_cloudwatch_metric_alarm.this["api-5xx"]',
    },
    ...{ status: "bad", found: "it is ALARM" },
  });
  expect(record.checks[0]?.why).not.toBe("");
  expect(record.checks[0]?.cure).not.toBe("");
  expect(record.checks[2]).toMatchObject({ found: "it is in the state, and does not exist" });
  expect(result.stdout + result.stderr).not.toContain("hunter2");
});

test("what can't be looked at is unknown, and not good", async () => {
  state("api-5xx");
  aws.onCall = () => "reset";
  const result = await cli("stack verify api --output json");
  expect(result.status).toBe(5);
  expect(result.json()).toMatchObject({ good: 0, bad: 0, unknown: 2 });
  expect(result.stderr).toContain("2 could not be made");
});

test("for a person, and as Markdown that no name can break", async () => {
  state("a|b](http://x)<b>");
  const shown = await cli("stack verify api");
  expect(shown.stdout).toContain("not verified");
  expect(shown.stdout).toContain("Cure");
  const report = await cli("stack verify api --format markdown");
  expect(report.status).toBe(5);
  expect(report.stdout).toContain("# Verification of api");
  expect(report.stdout).not.toMatch(/(?<!\\)<b>/);
  expect(report.stdout).not.toMatch(/(?<!\\)\]\(http/);
});

test("a stack without resources is refused", async () => {
  terraform.answer("state pull", { stdout: "" });
  const none = await cli("stack verify api");
  expect(none.status).toBe(3);
  expect(none.stderr).toContain("quants-ctl stack apply api");
});
