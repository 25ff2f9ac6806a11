import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { instance, raw } from "../../providers/terraform/states.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform } from "./fake.ts";

let base: Cli & { dispose: () => void };
/** On the sandbox, which is Lightsail here, with a program in terraform's place. */
let cli: Cli;
let terraform: FakeTerraform;
beforeEach(() => {
  base = makeCli();
  const stack = join(base.directory, "terraform", "environments", "dev");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(stack, "main.tf"), "");
  terraform = fakeTerraform(base.directory);
  cli = base.with({ env: { PATH: dirname(terraform.path), AWS_REGION: "eu-west-1" } });
});
afterEach(() => {
  terraform.close();
  base.dispose();
});

const INSTANCE = 'module.host["web-1"].aws_lightsail_instance.this';
const ADDRESS = "aws_lightsail_static_ip.this";
const WORDS = "dev --provider sandbox";

/** A plan that makes an instance and a static IP. */
const plan = (provider: object = {}, actions: readonly string[] = ["create"]): string =>
  JSON.stringify({
    resource_changes: [
      {
        address: INSTANCE,
        type: "aws_lightsail_instance",
        change: {
          actions,
          after: { name: "web-1", availability_zone: "eu-west-1a" },
          replace_paths: actions.length > 1 ? [["user_data"]] : [],
        },
      },
      {
        address: ADDRESS,
        type: "aws_lightsail_static_ip",
        change: { actions: ["create"], after: { name: "web-ip" } },
      },
    ],
    configuration: {
      provider_config: { aws: { expressions: provider } },
      root_module: {
        resources: [{ address: ADDRESS, provider_config_key: "aws" }],
        module_calls: {
          host: {
            module: {
              resources: [{ address: "aws_lightsail_instance.this", provider_config_key: "aws" }],
            },
          },
        },
      },
    },
  });
const exist = async (): Promise<void> => {
  await cli("infra create --name web-1");
  await cli("infra ip allocate --name web-ip");
};
const called = (verb: string): string[] =>
  terraform.words().filter((words) => words.startsWith(`${verb} `));
const ORPHANS = [
  { kind: "instance", name: "web-1", region: "eu-west-1", address: INSTANCE },
  { kind: "static_ip", name: "web-ip", region: "eu-west-1", address: ADDRESS },
];

describe("what an apply leaves behind in no state", () => {
  test("is named after a stop, with the commands that adopt and that delete it (#11.43)", async () => {
    terraform.answer("show", { stdout: plan() });
    terraform.answer("apply", { hold: 1, status: 1 });
    const controller = new AbortController();
    const running = cli.with({ signal: controller.signal })("stack apply dev --yes -o json");
    await terraform.waiting();
    await exist();
    controller.abort(new QuantsError("interrupted", "Interrupted."));
    const { status, json, error } = await running;
    expect(status).toBe(130);
    expect(json()).toMatchObject({ complete: false, instances: [], orphans: ORPHANS });
    expect(error()).toMatchObject({
      code: "interrupted",
      message: expect.stringMatching(
        /ended in order\.\nThese exist in Lightsail, but not in the state: instance web-1 \(eu-west-1, made .*UTC\), static IP web-ip/,
      ),
      hint:
        `Take them into the state: quants-ctl stack adopt ${WORDS}\n` +
        "Or, if nobody needs them, delete them: " +
        "quants-ctl infra destroy --provider sandbox --name web-1 --region eu-west-1; " +
        "quants-ctl infra ip release --provider sandbox --name web-ip --region eu-west-1\n" +
        "Then repeat the command.",
    });
  });

  test("is what makes the next one fail with names in use: it points to adopt (#11.43)", async () => {
    await exist();
    terraform.answer("show", { stdout: plan() });
    terraform.answer("apply", { status: 1, stderr: "Error: Some names are already in use: web-1" });
    terraform.answer("state pull", { stdout: raw([instance("web-1")]) });
    const elsewhere = await cli("stack apply dev --yes -o json");
    // The state has one of this name, but of another region.
    expect(elsewhere.json()).toMatchObject({ orphans: ORPHANS });
    expect(elsewhere.error()).toMatchObject({
      code: "operation_failed",
      message: expect.stringContaining("already in use"),
      hint: expect.stringContaining(`quants-ctl stack adopt ${WORDS}`),
    });
    const known = instance("web-1", { arn: "", availability_zone: "eu-west-1a" });
    terraform.answer("state pull", { stdout: raw([known]) });
    const { json } = await cli("stack apply dev --yes -o json");
    expect(json()).toMatchObject({ orphans: [{ name: "web-ip" }] });
    const table = await cli("stack apply dev --yes");
    expect(table.stdout).toContain("In Lightsail, but not in the state");
  });

  test("is looked for with no other account's credentials (#11.43)", async () => {
    terraform.answer("show", { stdout: plan({ assume_role: [{}] }) });
    terraform.answer("apply", { status: 1, stderr: "Error: no" });
    const aws = cli.with({ env: { QUANTS_CTL_PROVIDER: "lightsail" } });
    const { json, stderr } = await aws("stack apply dev --yes -o json");
    expect(json()).toMatchObject({ orphans: [] });
    expect(stderr).toContain("their provider has access of its own: web-1, web-ip");
  });

  test("is not known when Lightsail can't be asked, which is said (#11.43)", async () => {
    terraform.answer("show", { stdout: plan() });
    terraform.answer("apply", { status: 1, stderr: "Error: no" });
    const aws = cli.with({
      env: {
        QUANTS_CTL_PROVIDER: "lightsail",
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "y",
        AWS_MAX_ATTEMPTS: "1",
      },
    });
    const { status, json, stderr } = await aws("stack apply dev --yes -o json");
    expect({ status, json: json() }).toMatchObject({ status: 1, json: { orphans: null } });
    expect(stderr).toContain("that its state does not have is not known: ");
  });
});

describe("destroy", () => {
  const shows = (first: string): void =>
    terraform.answer("show", { stdout: first }, { stdout: plan() });
  const NOTHING = JSON.stringify({ resource_changes: [] });

  test("of an empty state does not call it done while the stack's own exists (#11.43)", async () => {
    await exist();
    shows(NOTHING);
    const { status, json, error } = await cli("stack destroy dev --yes -o json");
    expect(status).toBe(5);
    expect(json()).toMatchObject({ changed: false, complete: true, orphans: ORPHANS });
    expect(error()).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("destroyed as far as its state goes. These exist"),
      hint: expect.stringContaining(`quants-ctl stack adopt ${WORDS}`),
    });
    expect(called("plan")[1]).toBe("plan -input=false -no-color -refresh=false -out=PLAN");
  });

  test("tells what stays before it asks (#11.43)", async () => {
    await exist();
    shows(plan({}, ["delete"]));
    const { status, stderr } = await cli.with({ terminal: 100, stdin: "no\n" })(
      "stack destroy dev",
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/not in the state, so it stays: instance web-1 \(eu-west-1, made/);
    expect(called("apply")).toEqual([]);
  });

  test("with nothing of it left is status 0; one that can't be planned anew says so (#11.43)", async () => {
    shows(NOTHING);
    const { status, json } = await cli("stack destroy dev --yes -o json");
    expect({ status, json: json() }).toMatchObject({ status: 0, json: { orphans: [] } });
    shows(NOTHING);
    terraform.answer("plan", {}, { status: 1, stderr: "Error: no such image" });
    const failed = await cli("stack destroy dev --yes -o json");
    expect(failed).toMatchObject({ status: 0 });
    expect(failed.json()).toMatchObject({ orphans: null });
    expect(failed.stderr).toContain("is not known: Terraform's plan of stack dev failed.");
  });
});

describe("adopt", () => {
  beforeEach(() => terraform.answer("show", { stdout: plan() }));
  const json = ["-o", "json"] as const;

  test("shows what it would take in, and asks for the stack's name (#11.43)", async () => {
    await exist();
    const dry = await cli("stack adopt dev --dry-run", ...json);
    expect(dry.json()).toMatchObject({
      dry_run: true,
      changes: [
        {
          action: "adopt",
          kind: "instance",
          name: "web-1",
          detail: expect.stringContaining(INSTANCE),
        },
        { action: "adopt", kind: "static_ip", name: "web-ip" },
      ],
    });
    expect((await cli("stack adopt dev")).status).toBe(2);
    const asked = await cli.with({ terminal: 100, stdin: "no\n" })("stack adopt dev");
    expect(asked.status).toBe(2);
    expect(asked.stderr).toContain(`instance web-1 (eu-west-1, made`);
    expect(called("import")).toEqual([]);
  });

  test("has Terraform import each under the address that the stack has for it (#11.43)", async () => {
    await exist();
    const cache = join(base.directory, "cache", "inventory");
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const { status, json: record } = await cli(
      ...["stack", "adopt", "dev", "--yes", "--var", "a=b", ...json, "--", "-lock-timeout=9s"],
    );
    expect(status).toBe(0);
    expect(called("import")).toEqual([
      `import -input=false -no-color -lock-timeout=9s -var=a=b ${INSTANCE} web-1`,
      `import -input=false -no-color -lock-timeout=9s -var=a=b ${ADDRESS} web-ip`,
    ]);
    expect(record()).toMatchObject({
      stack: "dev",
      changed: true,
      adopted: ORPHANS.map((it) => ({ ...it, error: null })),
      replaced_by_apply: [],
    });
    expect(readdirSync(cache)).toEqual(["changed"]);
  });

  test("--name takes in one of them; an unknown one is refused (#11.43)", async () => {
    await exist();
    const one = await cli("stack adopt dev --yes --name web-1 -o name");
    expect(one.stdout).toBe("web-1\n");
    expect(called("import")).toHaveLength(1);
    const none = await cli("stack adopt dev --yes --name web-l", ...json);
    expect(none.status).toBe(3);
    expect(none.error()["hint"]).toBe("Did you mean web-1? To adopt: web-1, web-ip.");
  });

  test("what the provider can't import is a failure with the command that deletes it (#11.43)", async () => {
    await exist();
    terraform.answer(
      "import",
      {},
      { status: 1, stderr: "Error: resource x doesn't support import" },
    );
    const { status, json: record, error } = await cli("stack adopt dev --yes", ...json);
    expect(status).toBe(6);
    expect(record()).toMatchObject({
      changed: true,
      adopted: [{ error: null }, { error: { code: "operation_failed" } }],
    });
    expect(error()["errors"]).toMatchObject([
      {
        message: `The AWS provider in use can't import the static IP web-ip as ${ADDRESS}.`,
        hint: expect.stringContaining(
          "quants-ctl infra ip release --provider sandbox --name web-ip",
        ),
      },
    ]);
  });

  test("warns of what the next apply would replace (#11.43)", async () => {
    await exist();
    terraform.answer("show", { stdout: plan() }, { stdout: plan({}, ["delete", "create"]) });
    const { json: record } = await cli("stack adopt dev --yes", ...json);
    expect(record()).toMatchObject({
      replaced_by_apply: [{ address: INSTANCE, attributes: ["user_data"] }],
    });
    terraform.answer("show", { stdout: plan() }, { stdout: plan({}, ["delete", "create"]) });
    const { stderr } = await cli("stack adopt dev --yes");
    expect(stderr).toContain(`the next apply would delete ${INSTANCE} and make it anew`);
  });

  test("with nothing to take in changes nothing (#11.43)", async () => {
    const { status, stdout } = await cli("stack adopt dev --yes");
    expect(status).toBe(0);
    expect(stdout).toContain("nothing to adopt");
    expect(called("import")).toEqual([]);
  });
});
