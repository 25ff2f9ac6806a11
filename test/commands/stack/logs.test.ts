import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeAws, fakeAws } from "../../helpers/aws/fake-aws.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { type FakeTerraform, fakeTerraform } from "./fake.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const MINUTE = 60_000;

let cli: Cli;
let base: Cli & { dispose: () => void };
let terraform: FakeTerraform;
let aws: FakeAws;

beforeEach(async () => {
  aws = await fakeAws();
  base = makeCli({ clock: fakeClock({ auto: true, now: new Date(NOW) }) });
  const folder = join(base.directory, "terraform", "environments", "mwaa");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), "");
  terraform = fakeTerraform(base.directory);
  cli = base.with({ env: { ...aws.env, PATH: dirname(terraform.path) } });
  state({ aws_cloudwatch_log_group: "/flow", aws_mwaa_environment: "ci" });
  aws.logs.set("/flow", [{ at: NOW - 5 * MINUTE, message: "flow\n" }]);
  aws.logs.set("airflow-ci-Task", [
    { at: NOW - 90 * MINUTE, message: "long ago" },
    { at: NOW - 3 * MINUTE, message: "three" },
    { at: NOW - 2 * MINUTE, message: "two \u001b[31mred" },
    { at: NOW - MINUTE, message: "one" },
  ]);
});
afterEach(async () => {
  terraform.close();
  base.dispose();
  await aws.close();
});

function state(names: Record<string, string>): void {
  const resources = Object.entries(names).map(([type, name]) => ({
    ...{ mode: "managed", type, name: "this", instances: [{ attributes: { name } }] },
  }));
  terraform.answer("state pull", { stdout: JSON.stringify({ version: 4, resources }) });
}

test("all groups of the stack, in the order of time, page by page", async () => {
  const result = await cli("stack logs mwaa");
  expect(result.status).toBe(0);
  expect(result.stdout.trimEnd().split("\n")).toEqual([
    "2026-11-29T11:55:00.000Z  /flow  flow",
    "2026-11-29T11:57:00.000Z  airflow-ci-Task  three",
    expect.stringMatching(/airflow-ci-Task {2}two .*red$/),
    "2026-11-29T11:59:00.000Z  airflow-ci-Task  one",
  ]);
  expect(result.stdout).not.toContain("\u001b");
  expect(result.stderr).toContain("no log group airflow-ci-Scheduler yet");
});

test("those of a module, of a pattern, further back, as JSON lines", async () => {
  const task = await cli("stack logs mwaa --task --since 2h --output json");
  const lines = task.stdout
    .trimEnd()
    .split("\n")
    .map((it) => JSON.parse(it) as { message: string });
  expect(lines.map(({ message }) => message)).toEqual([
    "long ago",
    "three",
    "two \u001b[31mred",
    "one",
  ]);
  expect((await cli("stack logs mwaa --group /f*")).stdout).toContain("flow");
});

test("--follow prints each line once, and what comes late, until it is stopped", async () => {
  const controller = new AbortController();
  const events = aws.logs.get("airflow-ci-Task") ?? [];
  let looks = 0;
  aws.onCall = (operation) => {
    if (operation !== "FilterLogEvents") return;
    looks += 1;
    if (looks === 4)
      events.push({ at: NOW - 90_000, message: "late" }, { at: NOW, message: "now" });
    if (looks === 9) controller.abort();
  };
  const result = await cli.with({ signal: controller.signal })("stack logs mwaa --task --follow");
  expect(result.status).toBe(130);
  const messages = result.stdout
    .trimEnd()
    .split("\n")
    .map((it) => it.split("  ").at(-1));
  expect(messages.filter((it) => it !== undefined && !it.startsWith("two"))).toEqual([
    "three",
    "one",
    "late",
    "now",
  ]);
});

test.each([
  ["stack logs mwaa --group none", 3, "It has: /flow"],
  ["stack logs mwaa --since soon", 2, "not a valid age"],
])("%s is refused", async (line, status, text) => {
  const refused = await cli(line);
  expect(refused.status).toBe(status);
  expect(refused.stderr).toContain(text);
});

test("the region is the stack's own, whatever the environment says", async () => {
  const arn = "arn:aws:logs:us-east-1:123456789012:log-group:/flow";
  const attributes = { name: "/flow", arn };
  const type = "aws_cloudwatch_log_group";
  const resources = [{ mode: "managed", type, name: "this", instances: [{ attributes }] }];
  terraform.answer("state pull", { stdout: JSON.stringify({ version: 4, resources }) });
  expect((await cli("stack logs mwaa")).status).toBe(0);
  expect(aws.regions).toEqual(["us-east-1"]);
});

test("a stack without Airflow has none of its logs", async () => {
  state({ aws_cloudwatch_log_group: "/flow" });
  expect((await cli("stack logs mwaa --task")).status).toBe(2);
});
