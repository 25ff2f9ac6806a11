import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { attachment, instance, raw } from "../../providers/terraform/states.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform, planJson } from "./fake.ts";

let base: Cli & { dispose: () => void };
/** On AWS, in a project with the stacks dev and prod, with a program in terraform's place. */
let cli: Cli;
let terraform: FakeTerraform;

const stackFolder = (name: string): string =>
  join(base.directory, "terraform", "environments", name);

beforeEach(() => {
  base = makeCli();
  mkdirSync(join(base.directory, "tmp"));
  vi.stubEnv("TMPDIR", join(base.directory, "tmp"));
  for (const name of ["dev", "prod"]) {
    mkdirSync(stackFolder(name), { recursive: true });
    writeFileSync(join(stackFolder(name), "main.tf"), 'resource "terraform_data" "a" {}\n');
  }
  terraform = fakeTerraform(base.directory);
  cli = base.with({
    env: { QUANTS_CTL_PROVIDER: "lightsail", PATH: dirname(terraform.path), SECRET: "x" },
  });
});
afterEach(() => {
  terraform.close();
  vi.unstubAllEnvs();
  base.dispose();
});

const planned = (changes: Record<string, string[]>): void =>
  terraform.answer("show", { stdout: planJson(changes) });
const ONE = { "terraform_data.a": ["create"] };

describe("which stack", () => {
  test("list shows the folders with Terraform files, from below the project too", async () => {
    mkdirSync(stackFolder("empty"));
    writeFileSync(
      join(stackFolder("prod"), "backend.tf"),
      'terraform {\n  backend "s3" {\n  }\n}\n',
    );
    mkdirSync(join(stackFolder("dev"), ".terraform"));
    const below = cli.with({ cwd: stackFolder("prod") });
    for (const client of [cli, below]) {
      const { json, status } = await client("stack list --output json");
      expect(status).toBe(0);
      expect(json()).toEqual([
        { name: "dev", directory: stackFolder("dev"), initialised: true, backend: "local" },
        { name: "prod", directory: stackFolder("prod"), initialised: false, backend: "s3" },
      ]);
    }
    expect(terraform.calls()).toEqual([]);
  });

  test("list of another folder, of none, and outside a project", async () => {
    const there = await cli("stack list --dir terraform/environments --output name");
    expect(there.stdout).toBe("dev\nprod\n");
    const none = await cli("stack list --dir terraform --output json");
    expect(none.json()).toEqual([]);
    rmSync(join(base.directory, "terraform"), { recursive: true });
    mkdirSync(join(base.directory, ".git"));
    const { status, stderr } = await cli("stack list");
    expect(status).toBe(3);
    expect(stderr).toContain("--dir");
  });

  test.each([
    [["plan", "prdo"], 3, "Did you mean prod? Known: dev, prod."],
    [["plan", "../dev"], 2, "--dir"],
    [["plan"], 2, "Neither a name nor --dir"],
    [["plan", "--dir", "nowhere"], 3, "There is no folder"],
    [["plan", "--dir", "terraform"], 4, "There are no Terraform files in"],
    [["plan", "dev", "stray"], 2, "Put what to pass on behind --"],
    [["plan", "dev", "--workspace", "a b"], 2, "not the name of a workspace"],
    [["plan", "dev", "--var", "hunter2"], 2, "name=value"],
    [["plan", "dev", "--var-file", "no.tfvars"], 4, "There is no file no.tfvars"],
    [["plan", "dev", "--", "-out=x"], 2, "the command saves the plan"],
    [["plan", "dev", "--", "-detailed-exitcode"], 2, "`changed`"],
    [["apply", "dev", "--yes", "--", "-auto-approve"], 2, "use --yes"],
    [["apply", "dev"], 2, "There is no terminal"],
    [["init", "dev", "--create-workspace"], 2, "needs --workspace"],
    [["instances", "dev", "--state-file", "x"], 2, "stands alone"],
    [["plan", "dev", "--binary", "nowhere"], 4, 'no executable program "nowhere"'],
  ])("%j ends with %i before Terraform is called", async (argv, expected, why) => {
    const { status, stdout, stderr } = await cli("stack", ...argv);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toContain(why);
    expect(stderr).not.toContain("hunter2");
    expect(terraform.calls()).toEqual([]);
  });

  test("neither program is on the PATH", async () => {
    const { status, error } = await cli.with({ env: { PATH: base.directory } })(
      "stack plan dev --output json",
    );
    expect(status).toBe(4);
    expect(error()).toMatchObject({
      code: "config_not_found",
      message: "Neither terraform nor tofu is on the PATH.",
      hint: expect.stringContaining("QUANTS_CTL_TERRAFORM"),
    });
  });

  test("tofu is taken where there is no terraform, and whatever is named before both", async () => {
    const elsewhere = join(base.directory, "tofu");
    const tofu = fakeTerraform(elsewhere, "tofu");
    const client = cli.with({ env: { PATH: dirname(tofu.path) } });
    const init = async (run: Cli, ...argv: string[]): Promise<unknown> =>
      (
        (await run("stack", "init", "dev", "--output", "json", ...argv)).json() as {
          binary: string;
        }
      ).binary;
    expect(await init(client)).toBe(tofu.path);
    const both = client.with({ env: { PATH: `${dirname(tofu.path)}:${dirname(terraform.path)}` } });
    expect(await init(both)).toBe(terraform.path);
    expect(await init(both, "--binary", "tofu")).toBe(tofu.path);
    expect(await init(both.with({ env: { QUANTS_CTL_TERRAFORM: "tofu" } }))).toBe(tofu.path);
    expect(await init(cli, "--binary", "tofu/bin/tofu")).toBe(tofu.path);
  });

  test("a program that can't be started", async () => {
    writeFileSync(terraform.path, "#!/nowhere/interpreter\n");
    const { status, stderr } = await cli("stack init dev");
    expect(status).toBe(4);
    expect(stderr).toContain("can't be started");
  });
});

describe("how Terraform is called", () => {
  test("init hands on what stands behind --", async () => {
    const { status, json } = await cli(
      "stack init dev --output json -- -upgrade '-backend-config=a b.hcl'",
    );
    expect(status).toBe(0);
    expect(json()).toEqual({
      stack: "dev",
      directory: stackFolder("dev"),
      workspace: "default",
      binary: terraform.path,
    });
    expect(terraform.calls()[0]).toMatchObject({
      argv: ["init", "-input=false", "-no-color", "-upgrade", "-backend-config=a b.hcl"],
      cwd: stackFolder("dev"),
    });
  });

  test("plan: one word for each argument, a private plan file that is gone afterwards", async () => {
    planned(ONE);
    writeFileSync(join(base.directory, "common.tfvars"), "");
    await cli(
      `stack plan dev --var 'cidrs=["203.0.113.0/24"]' --var 'x=$(touch y); z' --var-file common.tfvars -- -target=terraform_data.a`,
    );
    expect(terraform.words()).toEqual([
      `plan -input=false -no-color -out=PLAN -var-file=${base.directory}/common.tfvars ` +
        '-var=cidrs=["203.0.113.0/24"] -var=x=$(touch y); z -target=terraform_data.a',
      "show -json -no-color PLAN",
    ]);
    expect(terraform.calls()[1]?.plan).toBe(0o600);
    expect(planFolders()).toEqual([]);
  });

  test("a temporary folder that can't be written to: nothing is run", async () => {
    const nowhere = join(base.directory, "nowhere");
    vi.stubEnv("TMPDIR", nowhere);
    const { status, stderr } = await cli("stack apply dev --yes");
    expect(status).toBe(1);
    expect(stderr).toContain(`error: Can't write to ${nowhere}: ENOENT`);
    expect(terraform.calls().map(({ argv }) => argv[1])).not.toContain("apply");
  });

  test("the child's environment: no logs, no arguments, no workspace of its own", async () => {
    planned(ONE);
    const traps = {
      TF_LOG: "trace",
      TF_LOG_PATH: "x",
      TF_CLI_ARGS: "-json",
      TF_CLI_ARGS_plan: "-destroy",
      TF_INPUT: "1",
      TF_VAR_a: "kept",
      TF_CLI_CONFIG_FILE: "kept",
      AWS_SECRET_ACCESS_KEY: "hunter2",
    };
    const { stdout, stderr } = await cli.with({ env: traps })("stack plan dev");
    expect(stdout + stderr).not.toContain("hunter2");
    const { env = {} } = terraform.calls()[0] ?? {};
    const ofTerraform = Object.entries(env).filter(([name]) => name.startsWith("TF_"));
    expect(Object.fromEntries(ofTerraform)).toEqual({
      TF_CLI_CONFIG_FILE: "kept",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      TF_VAR_a: "kept",
    });
    expect(env).toMatchObject({ SECRET: "x", AWS_SECRET_ACCESS_KEY: "hunter2" });
    expect(env).not.toHaveProperty("AWS_REGION");
  });

  test("region, profile and endpoint reach it; keys do not beat a profile asked for", async () => {
    planned(ONE);
    const keys = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_SESSION_TOKEN: "c" };
    await cli.with({ env: keys })(
      "stack plan dev --region eu-west-1 --profile ops --endpoint-url http://127.0.0.1:4599",
    );
    const { env = {} } = terraform.calls()[0] ?? {};
    expect(env).toMatchObject({
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_PROFILE: "ops",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4599",
    });
    for (const name of Object.keys(keys)) expect(env).not.toHaveProperty(name);
  });

  test("colours are for a terminal only, and not where they are unwanted", async () => {
    planned(ONE);
    await cli("stack plan dev");
    await cli.with({ terminal: 80 })("stack plan dev");
    await cli.with({ terminal: 80, env: { NO_COLOR: "1" } })("stack plan dev");
    const plans = terraform.calls().filter(({ argv }) => argv[0] === "plan");
    expect(plans.map(({ argv }) => argv.includes("-no-color"))).toEqual([true, false, true]);
  });

  test("settings come from the config file, of the group or of the command", async () => {
    planned(ONE);
    writeFileSync(
      join(base.directory, "c.yml"),
      "region: eu-west-1\nstack:\n  binary: bin/terraform\n  var: {team: quant, count: 2}\n  apply:\n    var: {team: ops}\n",
    );
    const client = cli.with({ env: { PATH: "", QUANTS_CTL_CONFIG: "c.yml" } });
    await client("stack plan dev");
    await client("stack apply dev --yes");
    const plans = terraform.words().filter((words) => words.startsWith("plan"));
    expect(plans).toEqual([
      "plan -input=false -no-color -out=PLAN -var=team=quant -var=count=2",
      "plan -input=false -no-color -out=PLAN -var=team=ops",
    ]);
    expect(terraform.calls()[0]?.env["AWS_REGION"]).toBe("eu-west-1");
  });
});

describe("workspaces", () => {
  beforeEach(() => {
    planned(ONE);
    terraform.answer("workspace list", { stdout: "  default\n* staging\n\n" });
  });

  test("one that exists is selected by environment, after a look without it", async () => {
    const { json } = await cli("stack plan dev --workspace staging --output json");
    expect(json()).toMatchObject({ workspace: "staging" });
    const seen = terraform.calls().map(({ argv, env }) => [argv[0], env["TF_WORKSPACE"]]);
    expect(seen).toEqual([
      ["workspace", undefined],
      ["plan", "staging"],
      ["show", "staging"],
    ]);
  });

  test.each([["plan"], ["instances"], ["output"]])(
    "%s: a typo is status 3, and no workspace is made",
    async (verb) => {
      const { status, error } = await cli.with({ env: { TF_WORKSPACE: "stagin" } })(
        "stack",
        verb,
        "dev",
        "--output",
        "json",
      );
      expect(status).toBe(3);
      expect(error()).toMatchObject({
        code: "not_found",
        hint:
          "Did you mean staging? Known: default, staging. " +
          "Create it with: quants-ctl stack init dev --workspace stagin --create-workspace",
      });
      expect(terraform.words()).toEqual(["workspace list -no-color"]);
      expect(terraform.calls()[0]?.env).not.toHaveProperty("TF_WORKSPACE");
    },
  );

  test("init makes one on demand only", async () => {
    const missing = await cli("stack init dev --workspace new");
    expect(missing.status).toBe(3);
    const made = await cli("stack init dev --workspace new --create-workspace");
    expect(made.status).toBe(0);
    const there = await cli("stack init dev -w staging --create-workspace");
    expect(there.status).toBe(0);
    expect(terraform.words().filter((words) => words.includes("new"))).toEqual([
      "workspace new -no-color new",
    ]);
    expect(terraform.calls().some(({ env }) => "TF_WORKSPACE" in env)).toBe(false);
  });

  test("the selected one is told where none is asked for", async () => {
    mkdirSync(join(stackFolder("dev"), ".terraform"));
    writeFileSync(join(stackFolder("dev"), ".terraform", "environment"), "staging");
    const { json } = await cli("stack plan dev --output json");
    expect(json()).toMatchObject({ workspace: "staging" });
    expect(terraform.words().some((words) => words.startsWith("workspace"))).toBe(false);
  });
});

describe("plan", () => {
  test("counts exclude each other; nothing of the values is printed", async () => {
    const changes = {
      "terraform_data.a": ["create"],
      "terraform_data.b": ["update"],
      "terraform_data.c": ["delete"],
      'terraform_data.d["x"]': ["delete", "create"],
      "terraform_data.e": ["create", "delete"],
      "terraform_data.f": ["no-op"],
      "data.x.g": ["read"],
      "terraform_data.h": ["forget"],
    };
    terraform.answer("plan", { stdout: "the plan\n", stderr: "Warning: old\n" });
    terraform.answer("show", { stdout: planJson(changes, { ip: ["update"], same: ["no-op"] }) });
    const told = await cli("stack plan dev");
    expect(told.stderr).toBe("the plan\nWarning: old\n");
    const { status, json, stderr, stdout } = await cli("stack plan dev --output json");
    expect(status).toBe(0);
    expect(JSON.parse(stderr)).toEqual({ warnings: ["Warning: old"] });
    expect(stdout).not.toContain("hunter2");
    const listed = Object.entries(changes).filter(([, [first]]) => !/no-op|read/.test(first ?? ""));
    expect(json()).toEqual({
      stack: "dev",
      workspace: "default",
      changed: true,
      add: 1,
      change: 1,
      destroy: 1,
      replace: 2,
      resources: listed.map(([address, actions]) => ({ address, actions })),
      outputs: ["ip"],
      drift: [],
    });
  });

  test("no changes are status 0 as well; a table says so", async () => {
    planned({ "terraform_data.a": ["no-op"] });
    const { status, stdout } = await cli("stack plan dev");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "Stack      dev\nWorkspace  default\nChanges    none\n",
    });
  });

  test("a table of changes, names only, and a firewall that Terraform alone would close", async () => {
    planned({ "module.a.aws_lightsail_instance_public_ports.this": ["delete", "create"] });
    const { stdout, stderr } = await cli("stack plan dev");
    expect(stdout).toBe(
      "Stack      dev\nWorkspace  default\nChanges    0 to add, 0 to change, 1 to replace, 0 to destroy\n" +
        "\nResources\n  ACTIONS         ADDRESS\n" +
        "  delete, create  module.a.aws_lightsail_instance_public_ports.this\n",
    );
    expect(stderr).toContain("closes every port of the instance, SSH too");
    const names = await cli("stack plan dev --output name");
    expect(names.stdout).toBe("module.a.aws_lightsail_instance_public_ports.this\n");
  });
});

describe("apply of changed firewall rules", () => {
  const FIREWALL = "module.a.aws_lightsail_instance_public_ports.this";
  const INSTANCE = "module.a.aws_lightsail_instance.this";
  const shows = (...plans: Record<string, string[]>[]): void =>
    terraform.answer("show", ...plans.map((changes) => ({ stdout: planJson(changes) })));
  const verbs = (): string[] =>
    terraform.words().filter((words) => /^(plan|state rm|apply)/.test(words));

  test("has the state forget them, so that they are set and never closed", async () => {
    shows({ [FIREWALL]: ["delete", "create"], ...ONE }, { [FIREWALL]: ["create"], ...ONE });
    const { status, stderr } = await cli("stack apply dev --yes --var a=b");
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain(`${FIREWALL}: set in one call, so that no port is closed in between`);
    expect(verbs()).toEqual([
      "plan -input=false -no-color -out=PLAN -var=a=b",
      `state rm -no-color ${FIREWALL}`,
      "plan -input=false -no-color -out=PLAN -var=a=b",
      "apply -input=false -no-color PLAN",
    ]);
  });

  test("applies nothing when the second plan is another one", async () => {
    shows({ [FIREWALL]: ["delete", "create"] }, { [FIREWALL]: ["create"], [INSTANCE]: ["delete"] });
    const { status, error } = await cli("stack apply dev --yes --output json");
    expect(status).toBe(5);
    expect(error()).toMatchObject({
      code: "conflict",
      hint: expect.stringContaining("stack plan dev"),
    });
    expect(verbs().some((words) => words.startsWith("apply"))).toBe(false);
  });

  test.each([
    ["of an instance that is replaced itself", { [INSTANCE]: ["delete", "create"] }, "apply"],
    ["of an instance that goes", { [INSTANCE]: ["delete"] }, "apply"],
    ["of a stack that is destroyed", {}, "destroy"],
  ])("leaves those %s to Terraform", async (_, others, verb) => {
    shows({ [FIREWALL]: ["delete", "create"], ...(others as Record<string, string[]>) });
    await cli("stack", verb, "dev", "--yes");
    expect(verbs().some((words) => words.startsWith("state rm"))).toBe(false);
  });

  test("a state that can't be changed stops it before anything is applied", async () => {
    shows({ [FIREWALL]: ["delete", "create"] });
    terraform.answer("state rm", {
      status: 1,
      stderr: "Error: denied",
    });
    const { status } = await cli("stack apply dev --yes");
    expect(status).toBe(1);
    expect(verbs().some((words) => words.startsWith("apply"))).toBe(false);
  });
});

describe("apply and destroy", () => {
  test("plan, show, apply of that very file, then what exists", async () => {
    planned(ONE);
    const inventory = join(base.directory, "ansible", "inventory", "dev_lightsail_hosts.json");
    mkdirSync(dirname(inventory), { recursive: true });
    writeFileSync(inventory, "{}");
    terraform.answer("state pull", { stdout: raw([instance("web"), attachment("gone", "x")]) });
    const { status, json, stderr } = await cli(
      "stack apply dev --yes --output json --var a=b -- -target=x -parallelism=2",
    );
    expect(status).toBe(0);
    expect(json()).toEqual({
      stack: "dev",
      workspace: "default",
      changed: true,
      add: 1,
      change: 0,
      destroy: 0,
      replace: 0,
      resources: [{ address: "terraform_data.a", actions: ["create"] }],
      outputs: [],
      drift: [],
      complete: true,
      refreshed: false,
      orphans: [],
      instances: ["web"],
      inventory,
    });
    expect((JSON.parse(stderr) as { warnings: string[] }).warnings).toEqual([
      expect.stringContaining('aws_lightsail_static_ip_attachment.this attaches to "gone"'),
    ]);
    expect(terraform.words()).toEqual([
      "plan -input=false -no-color -out=PLAN -var=a=b -target=x -parallelism=2",
      "show -json -no-color PLAN",
      "apply -input=false -no-color -parallelism=2 PLAN",
      "state pull",
      "output -json -no-color",
    ]);
  });

  test("nothing to do: not asked, not applied", async () => {
    planned({});
    const { status, stdout } = await cli.with({ terminal: 100 })("stack apply dev");
    expect(status).toBe(0);
    expect(stdout).toContain("nothing to do");
    expect(terraform.words().some((words) => words.startsWith("apply"))).toBe(false);
  });

  test.each(["apply", "destroy"])(
    "%s asks for the stack's name, and takes nothing else",
    async (verb) => {
      planned({ "terraform_data.a": ["delete"] });
      const wrong = await cli.with({ terminal: 100, stdin: "yes\n" })("stack", verb, "dev");
      expect(wrong.status).toBe(2);
      expect(wrong.stderr).toContain("1 to destroy");
      expect(wrong.stderr).toContain("destroyed: terraform_data.a");
      expect(terraform.words().some((words) => words.startsWith("apply"))).toBe(false);
      const right = await cli.with({ terminal: 100, stdin: "dev\n" })("stack", verb, "dev");
      expect(right.status).toBe(0);
      expect(terraform.words().some((words) => words.startsWith("apply"))).toBe(true);
    },
  );

  test("destroy plans the destruction", async () => {
    planned({ "terraform_data.a": ["delete"] });
    const { json } = await cli("stack destroy dev --yes --output json");
    expect(json()).toMatchObject({ destroy: 1, complete: true, instances: [], inventory: null });
    expect(terraform.words()[0]).toBe("plan -input=false -no-color -destroy -out=PLAN");
  });

  test("a failed apply: Terraform's words, what exists, how to go on", async () => {
    planned(ONE);
    terraform.answer("apply", { status: 1, stderr: "\nError: no capacity\n\n  with x.y,\n" });
    terraform.answer("state pull", { stdout: raw([instance("web")]) });
    const { status, json, error } = await cli("stack apply dev --yes --output json");
    expect(status).toBe(1);
    expect(json()).toMatchObject({ complete: false, instances: ["web"] });
    expect(error()).toMatchObject({
      code: "operation_failed",
      message: "Terraform's apply of stack dev failed.\nError: no capacity\n\n  with x.y,",
      hint: expect.stringContaining("quants-ctl stack instances dev"),
    });
  });

  test("an inventory that an output names; a missing one is said", async () => {
    planned(ONE);
    const file = join(base.directory, "hosts.json");
    const outputs = { inventory_file: { value: file, type: "string", sensitive: false } };
    terraform.answer("output", { stdout: JSON.stringify(outputs) });
    const missing = await cli("stack apply dev --yes --output json");
    expect(missing.json()).toMatchObject({ inventory: null });
    expect(missing.stderr).toContain(`"the inventory ${file} is not there`);
    writeFileSync(file, "{}");
    const there = await cli("stack apply dev --yes --output json");
    expect(there.json()).toMatchObject({ inventory: file });
  });
});

describe("output", () => {
  const OUTPUTS = JSON.stringify({
    ip: { value: "203.0.113.5", type: "string", sensitive: false },
    hosts: { value: ["a", "b"], type: ["list", "string"], sensitive: false },
    token: { value: "hunter2", type: "string", sensitive: true },
  });
  beforeEach(() => terraform.answer("output", { stdout: OUTPUTS }));

  test("sensitive values are masked unless asked for", async () => {
    const masked = await cli("stack output dev --output json");
    expect(masked.json()).toEqual({
      ...(JSON.parse(OUTPUTS) as object),
      token: { value: null, type: "string", sensitive: true },
    });
    const table = await cli("stack output dev");
    expect(table.stdout).toBe('ip     203.0.113.5\nhosts  ["a","b"]\ntoken  (sensitive)\n');
    const open = await cli("stack output dev --show-sensitive --output json");
    expect(open.json()).toEqual(JSON.parse(OUTPUTS));
    const names = await cli("stack output dev --output name");
    expect(names.stdout).toBe("ip\nhosts\ntoken\n");
  });

  test("one value", async () => {
    expect((await cli("stack output dev --field ip")).stdout).toBe("203.0.113.5\n");
    expect((await cli("stack output dev --field hosts")).stdout).toBe('["a","b"]\n');
    const unknown = await cli("stack output dev --field host");
    expect(unknown.status).toBe(3);
    expect(unknown.stderr).toContain("Did you mean hosts?");
    const hidden = await cli("stack output dev --field token");
    expect({ status: hidden.status, stdout: hidden.stdout }).toEqual({ status: 2, stdout: "" });
    const shown = await cli("stack output dev --field token --show-sensitive");
    expect(shown.stdout).toBe("hunter2\n");
  });

  test("none yet", async () => {
    terraform.answer("output", { stdout: "{}\n" });
    const { status, json, stderr } = await cli("stack output dev --output json");
    expect({ status, json: json() }).toEqual({ status: 0, json: {} });
    expect(stderr).toContain("no outputs yet");
  });
});

describe("instances", () => {
  test("from a stack, with the columns of infra list", async () => {
    terraform.answer("state pull", {
      stdout: raw([instance("web-10"), instance("web-2", {}, { name: "b" })]),
    });
    const { stdout } = await cli("stack instances dev --columns name,public_ip,state_address");
    expect(stdout).toBe(
      "NAME    PUBLIC IP      STATE ADDRESS\n" +
        "web-2   198.51.100.10  aws_lightsail_instance.b\n" +
        "web-10  198.51.100.10  aws_lightsail_instance.this\n",
    );
  });

  test("of an empty project: an empty list, and a note", async () => {
    const table = await cli("stack instances dev");
    expect(table).toMatchObject({ status: 0, stdout: "" });
    expect(table.stderr).toBe("There is no state yet: nothing was applied.\n");
    expect((await cli("stack instances dev --output json")).json()).toEqual([]);
  });

  test("from a file, in either form, without any program", async () => {
    writeFileSync(join(base.directory, "a.tfstate"), raw([instance("web")]));
    const bare = cli.with({ env: { PATH: "" } });
    const argv = ["stack", "instances", "--state-file", "a.tfstate", "--output", "json"];
    expect((await bare(...argv)).json()).toMatchObject([{ name: "web", workspace: null }]);
  });

  test.each([
    ["missing", undefined, "config_not_found", "does not exist"],
    ["truncated", '{"version": 4, "resour', "config_invalid", "is truncated"],
    ["encrypted", '{"encrypted_data":"x"}', "config_invalid", "is encrypted"],
  ])("from a file that is %s", async (_case, text, code, why) => {
    if (text !== undefined) writeFileSync(join(base.directory, "a.tfstate"), text);
    const { status, stdout, error } = await cli(
      "stack instances --state-file a.tfstate --output json",
    );
    expect({ status, stdout }).toEqual({ status: 4, stdout: "" });
    expect(error()).toMatchObject({ code, message: expect.stringContaining(why) });
  });
});

describe("Terraform's failures", () => {
  test.each([
    [
      'Backend initialization required, please run "terraform init"',
      "config_invalid",
      4,
      "quants-ctl stack init dev",
    ],
    ["Module not installed", "config_invalid", 4, "quants-ctl stack init dev"],
    ["Backend configuration changed", "config_invalid", 4, "-- -reconfigure"],
    ["No value for required variable", "config_invalid", 4, "--var"],
    ["No valid credential sources found", "credentials_missing", 4, "--provider sandbox"],
    ["api error ExpiredTokenException: x", "credentials_expired", 4, "sso login"],
    ["could not connect to registry.terraform.io", "endpoint_unreachable", 8, "mirror"],
    ["Error acquiring the state lock\n│ \n│ Error message: denied", "operation_failed", 1, "Fix"],
    ["Unsupported state\n│ file format", "config_invalid", 4, "--binary"],
    ["Something else", "operation_failed", 1, "changed nothing"],
  ])("%s", async (message, code, status, hint) => {
    terraform.answer("plan", {
      status: 1,
      stderr: `\u001b[31m╷\u001b[0m\n\u001b[31m│\u001b[0m \u001b[1mError: ${message}\u001b[0m\n\u001b[31m╵\u001b[0m\n`,
    });
    const failed = await cli("stack plan dev --output json");
    expect({ status: failed.status, stdout: failed.stdout }).toEqual({ status, stdout: "" });
    expect(failed.error()).toMatchObject({
      code,
      message: `Terraform's plan of stack dev failed.\nError: ${message.replaceAll(/^│ /gm, "")}`,
      hint: expect.stringContaining(hint),
    });
    expect(planFolders()).toEqual([]);
  });

  test("a lock that another holds: who, since when, and how to break it", async () => {
    terraform.answer("plan", { status: 1, stderr: LOCKED });
    const { status, error } = await cli("stack plan dev --output json");
    expect(status).toBe(5);
    expect(error()).toMatchObject({ code: "conflict", retryable: true });
    expect(error()["hint"]).toBe(
      "anna@build-7 holds the lock since 2026-01-15 12:00:00 +0000 UTC " +
        "(id 6004c27d-4ad8-c9ec-0ee9-f7965eabd418): try again when that run has ended.\n" +
        "Only if you know that it is dead, since two runs at once destroy a state: " +
        `${terraform.path} -chdir=${stackFolder("dev")} force-unlock 6004c27d-4ad8-c9ec-0ee9-f7965eabd418`,
    );
  });

  test("a flood of messages is cut", async () => {
    terraform.answer("plan", { status: 1, stderr: "Error: x\n".repeat(10_000) });
    const { error } = await cli("stack plan dev --output json");
    expect(String(error()["message"]).length).toBeLessThan(9_000);
  });

  test("what it prints is not what was asked for", async () => {
    terraform.answer("show", { stdout: "no JSON" });
    expect((await cli("stack plan dev")).status).toBe(1);
    terraform.answer("output", { stdout: "no JSON" });
    expect((await cli("stack output dev")).status).toBe(1);
  });
});

describe("stopping", () => {
  test("the child hears one SIGINT, and what it did is told", async () => {
    planned(ONE);
    terraform.answer("apply", { hold: 1, status: 1, stderr: "Error: operation canceled\n" });
    terraform.answer("state pull", { stdout: raw([instance("web")]) });
    const controller = new AbortController();
    const running = cli.with({ signal: controller.signal })("stack apply dev --yes --output json");
    await terraform.waiting();
    controller.abort(new QuantsError("interrupted", "Interrupted."));
    const { status, json, error } = await running;
    expect(status).toBe(130);
    expect(terraform.interrupts()).toBe(1);
    expect(json()).toMatchObject({ complete: false, instances: ["web"] });
    expect(error()).toMatchObject({
      code: "interrupted",
      message: "Stopped during apply of stack dev; Terraform ended in order.",
      hint: "What exists now: quants-ctl stack instances dev",
    });
    expect(planFolders()).toEqual([]);
  });

  test("an apply that ends well all the same is done", async () => {
    planned(ONE);
    terraform.answer("apply", { hold: 1, status: 0 });
    const controller = new AbortController();
    const running = cli.with({ signal: controller.signal })("stack apply dev --yes --output json");
    await terraform.waiting();
    controller.abort(new QuantsError("terminated", "Terminated."));
    const { status, json } = await running;
    expect({ status, json: json() }).toMatchObject({ status: 0, json: { complete: true } });
  });
});

describe("prices", () => {
  const sandbox = (): Cli => cli.with({ env: { QUANTS_CTL_PROVIDER: "sandbox", PATH: "" } });
  const file = (): string => join(stackFolder("dev"), "prices.json");

  test("writes the map sorted, and only when it changed", async () => {
    const first = await sandbox()("stack", "prices", "dev", "--output", "json");
    expect(first.json()).toEqual({
      stack: "dev",
      file: file(),
      region: "ap-northeast-1",
      bundles: expect.any(Number),
      figures: null,
      not_found: [],
      changed: true,
    });
    const map = JSON.parse(readFileSync(file(), "utf8")) as { bundles: Record<string, number> };
    expect(map).toMatchObject({
      currency: "USD",
      region: "ap-northeast-1",
      generated_by: "quants-ctl stack prices",
      bundles: { nano_3_0: 5, micro_3_0: 7 },
    });
    expect(Object.keys(map.bundles)).toEqual(Object.keys(map.bundles).toSorted());
    const second = await sandbox()("stack", "prices", "dev", "--output", "json");
    expect(second.json()).toMatchObject({ changed: false });
    expect(readdirSync(stackFolder("dev")).toSorted()).toEqual(["main.tf", "prices.json"]);
  });

  test("keeps to the region of the file, unless another is asked for", async () => {
    await sandbox()("stack", "prices", "dev", "--region", "ap-south-1");
    const again = await sandbox()(
      "stack",
      "prices",
      "--dir",
      stackFolder("dev"),
      "--output",
      "json",
    );
    expect(again.json()).toMatchObject({ region: "ap-south-1", changed: false });
    const other = await sandbox()("stack", "prices", "dev", "--region", "us-east-1");
    expect(other.stderr).toContain("was of ap-south-1");
  });

  test("a good file stays when prices can't be had", async () => {
    writeFileSync(file(), "good");
    const failing = cli.with({
      env: {
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "y",
        AWS_MAX_ATTEMPTS: "1",
      },
    });
    expect((await failing("stack prices dev")).status).toBe(8);
    expect(readFileSync(file(), "utf8")).toBe("good");
  });
});

function planFolders(): string[] {
  return readdirSync(join(base.directory, "tmp"));
}

const LOCKED = `
Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        6004c27d-4ad8-c9ec-0ee9-f7965eabd418
  Path:      terraform.tfstate
  Operation: OperationTypeApply
  Who:       anna@build-7
  Version:   1.11.4
  Created:   2026-01-15 12:00:00 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.
`;

test("what is applied makes answers old that inventory has kept, a plan does not", async () => {
  const folder = join(base.directory, "cache", "inventory");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  planned(ONE);
  await cli("stack plan dev");
  expect(readdirSync(folder)).toEqual([]);
  expect((await cli("stack apply dev --yes")).status).toBe(0);
  expect(readdirSync(folder)).toEqual(["changed"]);
});
