import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { instance, raw } from "../../providers/terraform/states.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform, planJson } from "./fake.ts";

let base: Cli & { dispose: () => void };
let cli: Cli;
let terraform: FakeTerraform;
beforeEach(() => {
  base = makeCli();
  const stack = join(base.directory, "terraform", "environments", "dev");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(stack, "main.tf"), "");
  terraform = fakeTerraform(base.directory);
  cli = base.with({
    env: { QUANTS_CTL_PROVIDER: "lightsail", PATH: dirname(terraform.path) },
  });
});
afterEach(() => {
  terraform.close();
  base.dispose();
});

const WEB = "aws_lightsail_instance.web";
const MOVED = [
  { public_ip_address: "198.51.100.1", tags: null, key: "hunter2" },
  { public_ip_address: "198.51.100.2", tags: {}, key: "hunter2" },
] as const;
const changedOutside = (...drift: NonNullable<Parameters<typeof planJson>[2]>[]): void =>
  terraform.answer("show", ...drift.map((it) => ({ stdout: planJson({}, {}, it) })));
const applied = (): number => terraform.words().filter((words) => words.startsWith("apply")).length;

test("apply takes over what changed outside when it has nothing else to do, and says so (#11.2)", async () => {
  const cache = join(base.directory, "cache", "inventory");
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  changedOutside({ [WEB]: MOVED, "x.gone": [{ id: "x" }, null] });
  const { status, json } = await cli("stack apply dev --yes -o json");
  expect(status).toBe(0);
  expect(applied()).toBe(1);
  expect(json()).toMatchObject({
    changed: false,
    complete: true,
    refreshed: true,
    drift: [
      { address: WEB, actions: ["update"], attributes: ["public_ip_address"] },
      { address: "x.gone", actions: ["delete"], attributes: [] },
    ],
  });
  expect(readdirSync(cache)).toEqual(["changed"]);
  const table = await cli("stack apply dev --yes");
  expect(table.stdout).toContain("Result     state brought up to date");
  expect(table.stdout).toContain("Out of date in the state");
  expect(table.stderr).toContain(`the state is out of date: ${WEB} (public_ip_address)`);
  expect(table.stderr).toContain("the state is out of date: x.gone is gone");
  expect(table.stdout + table.stderr).not.toContain("hunter2");
});

test("null that becomes {} is nobody's change: an apply writes nothing for it (#11.2)", async () => {
  changedOutside({ [WEB]: [{ tags: null, add_on: [] }, { tags: {} }] });
  const { json } = await cli("stack apply dev --yes -o json");
  expect(json()).toMatchObject({ changed: false, refreshed: false, drift: [] });
  expect(applied()).toBe(0);
});

test("a plan tells it, and that it is no change (#11.2)", async () => {
  changedOutside({ [WEB]: MOVED });
  const { json } = await cli("stack plan dev -o json");
  expect(json()).toMatchObject({ changed: false, drift: [{ address: WEB }] });
  const { stderr } = await cli("stack plan dev");
  expect(stderr).toContain("stack apply and stack refresh take that over into the state");
});

test("destroy drops from the state what is gone already (#11.2)", async () => {
  terraform.answer("show", { stdout: planJson({}) });
  terraform.answer(
    "state pull",
    { stdout: raw([instance("web", {}, { module: 'module.a["x"]', key: 0 })]) },
    { stdout: raw([]) },
  );
  const { status, json } = await cli("stack destroy dev --yes -o json");
  expect(status).toBe(0);
  expect(applied()).toBe(1);
  expect(json()).toMatchObject({
    changed: false,
    refreshed: true,
    drift: [{ address: 'module.a["x"].aws_lightsail_instance.this[0]', actions: ["delete"] }],
    instances: [],
  });
});

test("a destruction with nothing in the state has nothing to do (#11.2)", async () => {
  terraform.answer("show", { stdout: planJson({}) });
  const { json } = await cli("stack destroy dev --yes -o json");
  expect(json()).toMatchObject({ changed: false, refreshed: false, drift: [] });
  expect(applied()).toBe(0);
});

test("refresh asks, and applies a plan that changes nothing but the state (#11.2)", async () => {
  changedOutside({ [WEB]: MOVED });
  const asks = cli.with({ terminal: 100, stdin: "no\n" });
  const refused = await asks("stack refresh dev");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain(`  ${WEB} (public_ip_address)`);
  expect((await cli("stack refresh dev")).status).toBe(2);
  expect(applied()).toBe(0);
  const done = await cli("stack refresh dev --yes -o json --var a=b");
  expect(done.json()).toMatchObject({ complete: true, refreshed: true, drift: [{ address: WEB }] });
  const plan = "plan -input=false -no-color -refresh-only -out=PLAN -var=a=b";
  expect(terraform.words()).toContain(plan);
  expect(applied()).toBe(1);
});

test("a dry run of refresh writes nothing; one with nothing to take over asks nothing (#11.2)", async () => {
  changedOutside({ [WEB]: MOVED }, {});
  const dry = await cli("stack refresh dev --dry-run -o json");
  expect(dry.json()).toMatchObject({ dry_run: true, stack: "dev", drift: [{ address: WEB }] });
  const none = await cli.with({ terminal: 100 })("stack refresh dev");
  expect(none.stdout).toContain("nothing to do");
  expect(applied()).toBe(0);
});

test.each(["-refresh-only", "--refresh-only=true"])(
  "apply -- %s is a refresh: it asks, and writes the state (#11.2)",
  async (word) => {
    changedOutside({ [WEB]: MOVED });
    const asks = cli.with({ terminal: 100, stdin: "dev\n" });
    const { status, stderr } = await asks("stack apply dev --", word);
    expect(status).toBe(0);
    expect(stderr).toContain("Type dev to refresh it");
    expect(applied()).toBe(1);
    expect(terraform.words()[0]).toBe(`plan -input=false -out=PLAN ${word}`);
  },
);

test("a refresh that fails says that the state is as it was (#11.2)", async () => {
  changedOutside({ [WEB]: MOVED });
  terraform.answer("apply", { status: 1, stderr: "Error: saved plan is stale" });
  const { status, json, error } = await cli("stack refresh dev --yes -o json");
  expect(status).toBe(1);
  expect(json()).toMatchObject({ complete: false, refreshed: false });
  expect(error()).toMatchObject({
    message: expect.stringContaining("Terraform's refresh of stack dev failed."),
    hint: "Fix what Terraform reports and repeat the command; only the state would have changed.",
  });
});
