import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUBLIC_KEY } from "../commands/fleet/fleet.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import {
  attachProvider,
  type Terraform,
  terraformIn,
  terraformTools,
} from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";

/** What docs/FLEET_GUIDE.md says to write, so that neither takes away the other's tags. */
const PROVIDER = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  ignore_tags {
    key_prefixes = ["quants-ctl:"]
  }
}
`;

/** An instance and its firewall; `keyPair` is an expression. */
const instance = (name: string, { keyPair, tags }: { keyPair: string; tags: string }): string => `
resource "aws_lightsail_instance" "${name}" {
  name              = "${name}"
  availability_zone = "ap-northeast-1a"
  blueprint_id      = "ubuntu_24_04"
  bundle_id         = "micro_3_0"
  key_pair_name     = ${keyPair}
  tags              = { ${tags} }
}

resource "aws_lightsail_instance_public_ports" "${name}" {
  instance_name = aws_lightsail_instance.${name}.name

  port_info {
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidrs             = ["203.0.113.0/24"]
    ipv6_cidrs        = []
    cidr_list_aliases = []
  }
}
`;

/** What Terraform can make, and not import: a fleet's own stay with the fleet. */
const KEY_AND_ADDRESS = `
resource "aws_lightsail_key_pair" "tf" {
  name       = "tf"
  public_key = "${PUBLIC_KEY}"
}

resource "aws_lightsail_static_ip" "web" {
  name = "web-static-ip"
}

resource "aws_lightsail_static_ip_attachment" "web" {
  static_ip_name = aws_lightsail_static_ip.web.name
  instance_name  = aws_lightsail_instance.web.name
}
`;

const ENTRY = `
  - name: api
    availability_zone: ap-northeast-1a
    bundle: micro_3_0
    blueprint: ubuntu_24_04
    key_pair: ops
    static_ip: true
    firewall: ["ssh@203.0.113.0/24"]
    environment: prod
    tags: { Team: Quants }
`;

const IMPORTS = `
import {
  to = aws_lightsail_instance.api
  id = "api"
}
`;

describeWith("the same fleet by Terraform and by its file", terraformTools(), () => {
  let workplace: Workplace;
  let sandbox: SandboxServer;
  let terraform: Terraform;

  const write = (name: string, text: string): void =>
    writeFileSync(join(terraform.directory, name), text);
  const fleet = async (...argv: string[]) => {
    const finished = await workplace.run(["fleet", ...argv]);
    expect({ argv, stderr: finished.status === 0 ? "" : finished.stderr }).toEqual({
      argv,
      stderr: "",
    });
    return finished;
  };
  const info = async (name: string): Promise<unknown> =>
    (await workplace.run(["infra", "info", "--name", name, "--output", "json"])).json();
  /** Neither would change anything. */
  const bothAreEmpty = async (): Promise<void> => {
    await terraform.run(["plan", "-detailed-exitcode"]);
    const { counts } = (await fleet("plan", "fleet.yml", "--output", "json")).json<{
      counts: Record<string, number>;
    }>();
    const changes = Object.entries(counts).filter(([action, it]) => action !== "no-op" && it > 0);
    expect(changes).toEqual([]);
  };

  beforeAll(async () => {
    workplace = makeWorkplace();
    sandbox = await startSandbox(workplace);
    const directory = join(workplace.directory, "root");
    mkdirSync(directory);
    terraform = terraformIn(workplace, directory, sandbox.env);
    write("provider.tf", PROVIDER);
    await terraform.run(["init"]);
    terraform = await attachProvider(workplace, terraform);
  });
  afterAll(async () => {
    await workplace.dispose();
  });

  test("what Terraform made is taken over by `fleet import`", async () => {
    write("key.tf", KEY_AND_ADDRESS);
    write(
      "web.tf",
      instance("web", {
        keyPair: "aws_lightsail_key_pair.tf.name",
        tags: 'Team = "Quants"',
      }),
    );
    await terraform.run(["apply", "-auto-approve"]);
    await fleet("import", "fleet.yml", "--all", "--fleet", "quants");
    await fleet("apply", "fleet.yml", "--yes");
    await bothAreEmpty();
  });

  test("what `fleet apply` made is taken over by import blocks, and not changed", async () => {
    const file = join(workplace.directory, "fleet.yml");
    const before = readFileSync(file, "utf8");
    const text = before.replace("instances:", `instances:${ENTRY.trimEnd()}`);
    writeFileSync(file, `${text}key_pairs: [{ name: ops, public_key: ${PUBLIC_KEY} }]\n`);
    await fleet("apply", "fleet.yml", "--yes");
    const made = await info("api");
    write(
      "api.tf",
      instance("api", {
        keyPair: '"ops"',
        tags: 'Environment = "prod"\nTeam = "Quants"',
      }),
    );
    write("import.tf", IMPORTS);
    const { stdout } = await terraform.run(["apply", "-auto-approve", "-no-color"]);
    // The firewall can't be imported: to make it is to set the same rules again.
    expect(stdout).toContain("1 imported, 1 added, 0 changed, 0 destroyed");
    expect(await info("api")).toEqual(made);
    rmSync(join(terraform.directory, "import.tf"));
    await bothAreEmpty();
  });
});
