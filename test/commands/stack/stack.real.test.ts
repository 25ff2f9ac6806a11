import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { type Finished, type Workplace, makeWorkplace } from "../../helpers/process.ts";
import { awsProviderMirror, terraformTools } from "../../helpers/terraform.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

/** Terraform itself, with nothing but what is built into it. */
describeWith("the real terraform", { terraform: tool("terraform") }, () => {
  let workplace: Workplace;
  let stack: string;
  beforeEach(async () => {
    workplace = makeWorkplace({
      QUANTS_CTL_PROVIDER: "lightsail",
      QUANTS_CTL_OUTPUT: "json",
      TF_CLI_CONFIG_FILE: "none.rc",
    });
    writeFileSync(join(workplace.directory, "none.rc"), "");
    stack = join(workplace.directory, "terraform", "environments", "mini");
    mkdirSync(stack, { recursive: true });
    await workplace.spawn("mkfifo", [join(workplace.directory, "gate")]).ended;
    writeFileSync(join(stack, "main.tf"), MINI);
  });
  afterEach(() => workplace.dispose());

  const run = (...argv: string[]): Promise<Finished> => workplace.run(["stack", ...argv]);
  /** Lets the provisioner that waits at the gate go on. */
  const openGate = async (): Promise<void> => {
    const gate = await open(join(workplace.directory, "gate"), "w");
    await gate.close();
  };

  test("init, plan, apply, plan again, output, destroy", async () => {
    expect((await run("init", "mini")).status).toBe(0);
    const plan = await run("plan", "mini");
    expect(plan.json()).toMatchObject({ changed: true, add: 1, outputs: ["name", "token"] });
    expect(plan.stdout + plan.stderr).not.toContain("hunter2");

    const applied = await run("apply", "mini", "--yes", "--var", "name=monitor");
    expect(applied.status).toBe(0);
    expect(applied.json()).toMatchObject({ complete: true, add: 1, instances: [] });
    const again = await run("plan", "mini", "--var", "name=monitor");
    expect({ status: again.status, json: again.json() }).toMatchObject({
      status: 0,
      json: { changed: false, resources: [] },
    });
    const replaced = await run("plan", "mini", "--", "-replace=terraform_data.this");
    expect(replaced.json()).toMatchObject({ add: 0, destroy: 0, replace: 1 });

    const outputs = await run("output", "mini");
    expect(outputs.json()).toEqual({
      name: { value: "monitor", type: "string", sensitive: false },
      token: { value: null, type: "string", sensitive: true },
    });
    const destroyed = await run("destroy", "mini", "--yes");
    expect(destroyed.json()).toMatchObject({ destroy: 1, complete: true });
    expect((await run("output", "mini")).json()).toEqual({});
  });

  test("a stack that was never applied has no instances, and that is no fault", async () => {
    const { status, stdout } = await run("instances", "mini");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "[]\n" });
    expect(readdirSync(stack)).toEqual(["main.tf"]);
  });

  test("an uninitialised stack says what to run, whatever is asked of it", async () => {
    writeFileSync(join(stack, "backend.tf"), 'terraform {\n  backend "local" {\n  }\n}\n');
    for (const verb of ["plan", "output", "instances"]) {
      const { status, error } = await run(verb, "mini");
      expect({ verb, status }).toEqual({ verb, status: 4 });
      expect(error()).toMatchObject({
        code: "config_invalid",
        message: expect.stringContaining("Backend initialization required"),
        hint: "Run: quants-ctl stack init mini",
      });
    }
  });

  test("a workspace that does not exist is refused, and is not there afterwards", async () => {
    await run("init", "mini");
    for (const verb of ["plan", "instances", "output"]) {
      expect((await run(verb, "mini", "--workspace", "typo")).status).toBe(3);
    }
    const list = await workplace.spawn(tool("terraform") ?? "", [
      `-chdir=${stack}`,
      "workspace",
      "list",
    ]).ended;
    expect(list.stdout.trim()).toBe("* default");
    expect(existsSync(join(stack, "terraform.tfstate.d"))).toBe(false);

    const made = await run("init", "mini", "--workspace", "blue", "--create-workspace");
    expect(made.json()).toMatchObject({ workspace: "blue" });
    await run("apply", "mini", "--workspace", "blue", "--yes", "--var", "name=blue");
    const { json } = await run("output", "mini", "--workspace", "blue");
    expect(json()).toMatchObject({ name: { value: "blue" } });
  });

  test.each([
    ["truncated", '{"version": 4, "resour'],
    ["of a later version", '{"version": 5}'],
    ["encrypted", '{"serial":1,"lineage":"x","encrypted_data":"aGk=","encryption_version":"v0"}'],
  ])("a state that is %s is status 4 for all, and stays as it is", async (_case, text) => {
    const file = join(stack, "terraform.tfstate");
    writeFileSync(file, text);
    for (const argv of [["instances"], ["output"], ["plan"], ["apply", "--yes"]]) {
      const { status, error } = await run(...argv, "mini");
      expect({ argv, status }).toEqual({ argv, status: 4 });
      expect(error()).toMatchObject({ code: "config_invalid" });
    }
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("a lock that another run holds", async () => {
    await run("init", "mini");
    const holder = workplace.start([
      ...["stack", "apply", "mini", "--yes", "--var", "gated=true", "--output", "yaml"],
    ]);
    await holder.until(/at the gate/, "stderr");
    const { status, error } = await run("plan", "mini");
    expect(status).toBe(5);
    expect(error()).toMatchObject({
      code: "conflict",
      retryable: true,
      message: expect.stringContaining("Error acquiring the state lock"),
      hint: expect.stringMatching(
        /^\S+@\S+ holds the lock since .* \(id [0-9a-f-]{36}\).*\n.*force-unlock [0-9a-f-]{36}$/,
      ),
    });
    await openGate();
    expect((await holder.ended).status).toBe(0);
  });

  test("SIGINT: Terraform ends in order and keeps its state", async () => {
    await run("init", "mini");
    const applying = workplace.start([
      ...["stack", "apply", "mini", "--yes", "--var", "gated=true", "--output", "yaml"],
    ]);
    await applying.until(/at the gate/, "stderr");
    applying.kill("SIGINT");
    const { status, stderr, stdout } = await applying.ended;
    expect(status).toBe(130);
    expect(stderr).toContain("Gracefully shutting down");
    expect(stderr).not.toContain("Two interrupts received");
    expect(parse(stdout)).toMatchObject({ complete: false });
    expect(stderr).toContain("error: Stopped during apply");
    // The lock is gone, and what was made is known: it is to be replaced.
    const next = await run("plan", "mini");
    expect(next.json()).toMatchObject({ replace: 1 });
  });

  test("a failed apply says what failed in Terraform's words; a repeated one goes on", async () => {
    await run("init", "mini");
    const failed = await run("apply", "mini", "--yes", "--var", "broken=true");
    expect(failed.status).toBe(1);
    expect(failed.json()).toMatchObject({ complete: false });
    expect(failed.error()).toMatchObject({
      code: "operation_failed",
      message: expect.stringContaining("local-exec provisioner error"),
    });
    const repeated = await run("apply", "mini", "--yes");
    expect(repeated.json()).toMatchObject({ complete: true, replace: 1 });
  });

  test("a missing variable, a plan that can't be made", async () => {
    await run("init", "mini");
    writeFileSync(join(stack, "more.tf"), 'variable "needed" {}\n');
    const missing = await run("plan", "mini");
    expect(missing.status).toBe(4);
    expect(missing.error()["hint"]).toContain("--var");
    writeFileSync(join(stack, "more.tf"), "this is no Terraform\n");
    const broken = await run("plan", "mini");
    expect(broken.status).toBe(1);
    expect(broken.error()["message"]).toContain("more.tf line 1");
  });
});

describeWith("the real terraform and AWS provider, against the sandbox", terraformTools(), () => {
  let workplace: Workplace;
  let environments: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    workplace = makeWorkplace({
      QUANTS_CTL_SANDBOX_PACE: "instant",
      TF_CLI_CONFIG_FILE: "mirror.rc",
      AWS_PROFILE: "somebody",
    });
    const config = join(workplace.directory, "mirror.rc");
    const mirror = JSON.stringify(awsProviderMirror());
    writeFileSync(config, `provider_installation {\n  filesystem_mirror { path = ${mirror} }\n}\n`);
    environments = join(workplace.directory, "terraform", "environments");
    const module = join(workplace.directory, "terraform", "modules", "host");
    for (const folder of [join(environments, "fleet"), module])
      mkdirSync(folder, { recursive: true });
    writeFileSync(join(environments, "fleet", "main.tf"), FLEET);
    writeFileSync(join(module, "main.tf"), HOST);
    env = {
      TF_CLI_CONFIG_FILE: config,
      AWS_REGION: "eu-west-1",
      QUANTS_CTL_OUTPUT: "json",
      GOGC: "400",
    };
    await run("stack", "init", "fleet");
  });
  afterEach(() => workplace.dispose());

  const run = (...argv: string[]): Promise<Finished> => workplace.run(argv, { env });
  const host = (name: string): string => `module.host["${name}"].aws_lightsail_instance.this`;

  test("a stack with a remote backend runs unchanged; its state and Lightsail agree", async () => {
    const applied = await run("stack", "apply", "fleet", "--yes");
    expect(applied.json()).toMatchObject({ complete: true, instances: ["fleet-a", "fleet-b"] });
    const { inventory } = applied.json<{ inventory: string }>();
    expect(readFileSync(inventory, "utf8")).toBe("fleet\n");
    expect(readdirSync(join(environments, "fleet"))).toEqual(["main.tf"]);
    expect(existsSync(join(workplace.directory, "ansible"))).toBe(false);

    await run("infra", "create", "--name", "by-hand");
    const listed = (await run("infra", "list")).json<Record<string, unknown>[]>();
    const known = (await run("stack", "instances", "fleet")).json<Record<string, unknown>[]>();
    expect(listed.map((it) => it["name"])).toEqual(["by-hand", "fleet-a", "fleet-b"]);
    const same = ["name", "public_ip", "is_static_ip", "private_ip", "tags", "bundle_id", "arn"];
    const facts = (records: Record<string, unknown>[]): unknown[] =>
      records.map((record) => same.map((key) => record[key]));
    expect(facts(known)).toEqual(facts(listed.slice(1)));
    expect(known.map((it) => it["is_static_ip"])).toEqual([true, true]);
    expect(known[0]?.["state_address"]).toBe('module.host["fleet-a"].aws_lightsail_instance.this');

    expect((await run("stack", "plan", "fleet")).json()).toMatchObject({ changed: false });

    // As read before the static IP was attached; and an instance that somebody deletes (#11.2).
    const refreshed = await run("stack", "refresh", "fleet", "--yes");
    expect(refreshed.json()).toMatchObject({
      refreshed: true,
      drift: [{ address: host("fleet-a") }, { address: host("fleet-b") }],
    });
    const destroyed = await run("stack", "destroy", "fleet", "--yes");
    expect(destroyed.json()).toMatchObject({ complete: true, instances: [] });
    expect((await run("infra", "list")).json()).toMatchObject([{ name: "by-hand" }]);
  });

  test("what one Ctrl-C leaves behind is named, adopted and destroyed (#11.43)", async () => {
    // The provider gives up its waits at an interrupt: what it made is in no state.
    const slow = { ...env, QUANTS_CTL_SANDBOX_PACE: "real" };
    const applying = workplace.start(["stack", "apply", "fleet", "--yes"], { env: slow });
    const names = async (): Promise<string> =>
      (await workplace.run(["infra", "list", "--output", "name"], { env: slow })).stdout;
    while (!/fleet-a\nfleet-b/.test(await names()));
    applying.kill("SIGINT");
    const stopped = await applying.ended;
    expect(stopped.status).toBe(130);
    const orphans = ["fleet-a", "fleet-b"].map((name) => ({ name, address: host(name) }));
    expect(stopped.json()).toMatchObject({ complete: false, instances: [], orphans });
    const adopted = await run("stack", "adopt", "fleet", "--yes");
    expect({ status: adopted.status, json: adopted.json() }).toMatchObject({
      status: 0,
      json: {
        adopted: orphans,
        replaced_by_apply: orphans.map(({ address }) => ({ address, attributes: ["user_data"] })),
      },
    });
    const instances = (await run("stack", "instances", "fleet")).json();
    expect(instances).toMatchObject([{ name: "fleet-a" }, { name: "fleet-b" }]);
    const gone = await run("stack", "destroy", "fleet", "--yes");
    expect({ status: gone.status, json: gone.json() }).toMatchObject({
      status: 0,
      json: { orphans: [], instances: [] },
    });
    expect((await run("infra", "list")).json()).toEqual([]);
  });
});

const MINI = `
variable "name" { default = "mini" }
variable "gated" { default = false }
variable "broken" { default = false }

resource "terraform_data" "this" {
  input = var.name
  provisioner "local-exec" {
    command = var.broken ? "exit 7" : var.gated ? "echo at the gate; exec cat ../../../gate" : "true"
  }
}

output "name" {
  value = terraform_data.this.output
}

output "token" {
  value     = "hunter2"
  sensitive = true
}
`;

const FLEET = `
terraform {
  backend "s3" {
    bucket = "states"
    key    = "fleet"
    region = "eu-west-1"
  }
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "host" {
  source   = "../../modules/host"
  for_each = toset(["fleet-a", "fleet-b"])
  name     = each.key
}

resource "terraform_data" "inventory" {
  provisioner "local-exec" {
    command = "mkdir -p \${path.root}/../../../ansible/inventory && echo fleet >\${path.root}/../../../ansible/inventory/fleet_lightsail_hosts.json"
  }
}
`;

const HOST = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "name" {}

resource "aws_lightsail_instance" "this" {
  name              = var.name
  availability_zone = "eu-west-1a"
  blueprint_id      = "ubuntu_22_04"
  bundle_id         = "nano_3_0"
  user_data         = "#!/bin/sh"
  tags              = { Service = "collector" }
}

resource "aws_lightsail_static_ip" "this" {
  name = "\${var.name}-ip"
}

resource "aws_lightsail_static_ip_attachment" "this" {
  static_ip_name = aws_lightsail_static_ip.this.name
  instance_name  = aws_lightsail_instance.this.name
}
`;
