import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LightsailStack, startLightsailStack } from "../helpers/lightsail-stack.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { terraformTools } from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";

/** What is changed in place later on. */
interface Options {
  tags: string;
  hour: string;
  status: "Enabled" | "Disabled";
  addresses: string;
  port: number;
  bundle: string;
}

const FIRST: Options = {
  ...{ tags: `Team = "quants", Empty = ""`, hour: "06:00", status: "Enabled" },
  ...{ addresses: "ipv4", port: 443, bundle: "nano_3_0" },
};

/** In the form of authorized_keys: the type and two numbers, each behind its length. */
function publicKey(): string {
  const { publicKey: made } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n = "", e = "" } = made.export({ format: "jwk" });
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const number = Buffer.concat([Buffer.of(0), Buffer.from(n, "base64url")]);
  const fields = [Buffer.from("ssh-rsa"), Buffer.from(e, "base64url"), number].map(field);
  return `ssh-rsa ${Buffer.concat(fields).toString("base64")} ops@example.com`;
}
const PUBLIC_KEY = publicKey();

const instance = (name: string, more: string): string => `
resource "aws_lightsail_instance" "${name}" {
  name              = "${name}"
  availability_zone = "us-east-1a"
  blueprint_id      = "ubuntu_24_04"
  ${more}
}
`;

const stack = ({ tags, hour, status, addresses, port, bundle }: Options): string => `
resource "aws_lightsail_key_pair" "made" {
  name = "made"
}
resource "aws_lightsail_key_pair" "prefixed" {
  name_prefix = "bots-"
}
resource "aws_lightsail_key_pair" "brought" {
  name       = "brought"
  public_key = "${PUBLIC_KEY}"
  tags       = { ${tags} }
}
${instance(
  "feed",
  `bundle_id     = "${bundle}"
  key_pair_name = aws_lightsail_key_pair.made.name
  user_data     = "echo ready > /tmp/ready"`,
)}
${instance("tagged", `bundle_id = "nano_3_0"\n  tags      = { ${tags} }`)}
${instance(
  "kept",
  `bundle_id = "nano_3_0"
  add_on {
    type          = "AutoSnapshot"
    snapshot_time = "${hour}"
    status        = "${status}"
  }`,
)}
${instance("addressed", `bundle_id       = "nano_3_0"\n  ip_address_type = "${addresses}"`)}
${instance("six", `bundle_id       = "nano_ipv6_3_0"\n  ip_address_type = "ipv6"`)}

resource "aws_lightsail_static_ip" "venue" {
  name = "venue"
}
resource "aws_lightsail_static_ip_attachment" "venue" {
  static_ip_name = aws_lightsail_static_ip.venue.name
  instance_name  = aws_lightsail_instance.tagged.name
}

resource "aws_lightsail_instance_public_ports" "feed" {
  instance_name = aws_lightsail_instance.feed.name
  port_info {
    protocol  = "tcp"
    from_port = ${port}
    to_port   = ${port}
    cidrs     = ["203.0.113.0/24", "192.0.2.8/32"]
  }
  port_info {
    protocol   = "udp"
    from_port  = 5000
    to_port    = 5010
    cidrs      = ["203.0.113.0/24"]
    ipv6_cidrs = ["2001:db8::/48"]
  }
}
resource "aws_lightsail_instance_public_ports" "tagged" {
  instance_name = aws_lightsail_instance.tagged.name
  port_info {
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_list_aliases = ["lightsail-connect"]
  }
}
`;

const NAMES = ["tagged", "kept", "addressed", "six"];
const IMPORTS = NAMES.map(
  (name) => `import {\n  to = aws_lightsail_instance.${name}\n  id = "${name}"\n}\n`,
).join("");

describeWith("instances, keys, addresses and ports by Terraform", terraformTools(), () => {
  let workplace: Workplace;
  let on: LightsailStack;

  beforeAll(async () => {
    workplace = makeWorkplace();
    on = await startLightsailStack(workplace);
  });
  afterAll(() => workplace.dispose());

  test("are made, and then as they were meant", async () => {
    on.write("stack.tf", stack(FIRST));
    expect(await on.apply()).toContain("12 added, 0 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("are changed in place, ports made anew", async () => {
    const more = { tags: `Team = "ops", Desk = "night"`, hour: "08:00", addresses: "dualstack" };
    on.write("stack.tf", stack({ ...FIRST, ...more, port: 8443 }));
    expect(await on.apply()).toContain("1 added, 4 changed, 1 destroyed");
    await on.planIsEmpty();
    on.write("stack.tf", stack({ ...FIRST, ...more, port: 8443, status: "Disabled" }));
    expect(await on.apply()).toContain("0 added, 1 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("are taken over again after they were forgotten", async () => {
    await on.terraform.run(["state", "rm", ...NAMES.map((it) => `aws_lightsail_instance.${it}`)]);
    on.write("import.tf", IMPORTS);
    expect(await on.apply()).toContain(`${NAMES.length} imported, 0 added, 0 changed`);
    await on.planIsEmpty();
  });

  test("are made anew with another bundle, and their ports", async () => {
    const changed = { ...FIRST, tags: `Team = "ops", Desk = "night"`, hour: "08:00", port: 8443 };
    on.write(
      "stack.tf",
      stack({ ...changed, addresses: "dualstack", status: "Disabled", bundle: "micro_3_0" }),
    );
    expect(await on.apply()).toMatch(/[12] added, 0 changed, [12] destroyed/);
    // A new instance of the same name has the image's own ports: Terraform sees that now.
    await on.apply();
    await on.planIsEmpty();
  });

  test("that vanished are made again", async () => {
    await on.call("DeleteKeyPair", { keyPairName: "brought" });
    await on.call("ReleaseStaticIp", { staticIpName: "venue" });
    await on.call("DeleteInstance", { instanceName: "six" });
    await on.call("PutInstancePublicPorts", { instanceName: "feed", portInfos: [] });
    expect(await on.apply()).toMatch(/5 added, 0 changed, [01] destroyed/);
    await on.planIsEmpty();
  });

  test("are destroyed", async () => {
    await on.terraform.run(["destroy", "-auto-approve"]);
    expect((await on.terraform.run(["state", "list"])).stdout).toBe("");
    for (const kind of ["infra list", "infra ip list", "key list"]) {
      const argv = [...kind.split(" "), "--region", "us-east-1", "--output", "json"];
      expect((await workplace.run(argv)).json()).toEqual([]);
    }
  });
});
