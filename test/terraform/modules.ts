import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import {
  attachProvider,
  copyModules,
  type Terraform,
  terraformIn,
  terraformTools,
  unfolded,
} from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";
import { lightsail, type Recorder, recordCalls } from "./recorder.ts";

/** Every form of a rule, beside all that the examples leave out. */
const FORMS = `
provider "aws" {
  region = "ap-northeast-1"
}

variable "office" {
  default = "203.0.113.0/24"
}

module "forms" {
  source = "../../modules/lightsail/instance"

  name                = "forms-1"
  availability_zone   = "ap-northeast-1a"
  create_static_ip    = true
  automatic_snapshots = { time = "03:00" }
  user_data           = "true"
  environment         = "test"
  service             = "Price-Monitor"
  extra_tags          = { "with space" = "a/b" }

  firewall_rules = [
    { protocol = "tcp", from_port = 22, cidrs = [var.office], ipv6_cidrs = ["2001:DB8:0::/48", "2001:db8::5/128"], cidr_list_aliases = ["lightsail-connect"] },
    { protocol = "udp", from_port = 60000, to_port = 61000, cidrs = ["10.0.0.0/8"] },
    { protocol = "icmp", from_port = 8, cidrs = ["0.0.0.0/0"] },
    { protocol = "icmpv6", from_port = 128, ipv6_cidrs = ["::/0", "fe80::1:0:0:1/128"] },
  ]
}

module "open" {
  source = "../../modules/lightsail/instance"

  name              = "open-1"
  availability_zone = "ap-northeast-1a"
  environment       = "test"
  service           = "bastion"
  firewall_rules    = [{ protocol = "all", cidrs = ["192.0.2.1/32"], ipv6_cidrs = ["::1/128"] }]
}

output "ansible" {
  value = module.forms.ansible
}
`;

/** Inputs of the instance module that are refused, each with the words that say why. */
const REFUSED: readonly [input: string, message: string][] = [
  ['name = "-web"', "with a letter or digit at both ends"],
  ['name = "monitors"', "would capture the group's pattern"],
  ['availability_zone = "ap-northeast-1"', "A zone is a region and a letter"],
  ['bundle_id = "small"', "A bundle id is a size and a generation"],
  ['ip_address_type = "ipv5"', "The address type is dualstack, ipv4 or ipv6"],
  ['backup = "yearly"', "Backup is hourly, daily, weekly or none"],
  ['critical_level = "vip"', "The critical level is low, medium, high or critical"],
  ['extra_tags = { "aws:x" = "" }', "does not begin with aws:"],
  ['automatic_snapshots = { time = "06:30" }', "a full hour in UTC"],
  ["firewall_rules = []", "At least one rule is needed"],
  [rules('protocol = "gre", cidrs = ["10.0.0.0/8"]'), "tcp, udp, icmp, icmpv6 or all"],
  [rules('protocol = "tcp", cidrs = ["10.0.0.0/8"]'), "needs from_port"],
  [rules('protocol = "tcp", from_port = 65536, cidrs = ["10.0.0.0/8"]'), "between 0 and 65535"],
  [
    rules('protocol = "udp", from_port = 9, to_port = 8, cidrs = ["10.0.0.0/8"]'),
    "between 0 and 65535 and in order",
  ],
  [rules('protocol = "icmp", from_port = -1, cidrs = ["10.0.0.0/8"]'), "-1 (any) is refused"],
  [
    rules('protocol = "all", from_port = 1, cidrs = ["10.0.0.0/8"]'),
    "A rule with protocol all takes no ports",
  ],
  [rules('protocol = "tcp", from_port = 22'), "A rule has no source"],
  [rules('protocol = "tcp", from_port = 22, cidrs = ["10.0.0.1"]'), "not an IPv4 network"],
  [rules('protocol = "tcp", from_port = 22, cidrs = ["10.0.0.1/24"]'), "no bits may be set behind"],
  [rules('protocol = "tcp", from_port = 22, cidrs = ["::/0"]'), "not an IPv4 network"],
  [rules('protocol = "tcp", from_port = 22, ipv6_cidrs = ["10.0.0.0/8"]'), "not an IPv6 network"],
  [
    rules('protocol = "tcp", from_port = 22, cidr_list_aliases = ["me"]'),
    "lightsail-connect (SSH in the browser)",
  ],
  [
    'firewall_rules = [for n in ["10", "11"] : { protocol = "tcp", from_port = 22, cidrs = ["${n}.0.0.0/8"] }]',
    "Two rules are for the same protocol and ports",
  ],
  [
    rules('protocol = "tcp", from_port = 22, cidrs = [for i in range(61) : "10.0.${i}.0/24"]'),
    "at most 60 sources",
  ],
];

function rules(rule: string): string {
  return `firewall_rules = [{ ${rule} }]`;
}

/** Two inputs that don't go together; Terraform looks at these once all others are right. */
const REFUSED_PAIRS: readonly [input: string, message: string][] = [
  [
    'create_static_ip = true\n static_ip = { name = "x", ip_address = "y" }',
    "Give static_ip or create_static_ip, not both",
  ],
  ['create_static_ip = true\n ip_address_type = "ipv6"', "A static IP is IPv4"],
];

const REFUSED_BY_NETWORKING: readonly [input: string, message: string][] = [
  ['sources = { gopher = { cidrs = ["10.0.0.0/8"] } }', "use custom_rules for others"],
  ["sources = { ssh = {} }", "A named service has no source"],
  ['sources = { ssh = { cidrs = ["10.0.0.0"] } }', "A source is not a network"],
  [
    'custom_rules = { ssh = { protocol = "tcp", source = { cidrs = ["10.0.0.0/8"] } } }',
    "of a named service",
  ],
  ['static_ip_names = ["-"]', "A name has 2 to 255 characters"],
];

interface Refused {
  /** Name of the call. */
  module: string;
  input: string;
  message: string;
  /** The call. */
  text: string;
}

const DEFAULTS: Record<string, Record<string, string>> = {
  instance: {
    name: '"bad-1"',
    availability_zone: '"ap-northeast-1a"',
    environment: '"test"',
    service: '"web"',
    firewall_rules: '[{ protocol = "tcp", from_port = 22, cidrs = ["10.0.0.0/8"] }]',
  },
  networking: {},
};

/** A call that is right but for one input. */
function refusedBy(kind: string) {
  return ([input, message]: readonly [string, string], index: number): Refused => {
    const given = Object.entries(DEFAULTS[kind] ?? {})
      .filter(([key]) => !input.startsWith(`${key} = `))
      .map(([key, value]) => `${key} = ${value}`);
    const module = `${kind}_${index}`;
    const lines = [`source = "../../modules/lightsail/${kind}"`, ...given, input];
    return { module, input, message, text: `module "${module}" {\n${lines.join("\n")}\n}\n` };
  };
}

interface PortState {
  protocol: string;
  fromPort: number;
  toPort: number;
  cidrs: string[];
  ipv6Cidrs: string[];
  cidrListAliases: string[];
}

export function moduleTests(): void {
  describeWith("terraform/modules", terraformTools(), () => {
    let workplace: Workplace;
    let sandbox: SandboxServer;
    let recorder: Recorder;
    let terraform: Terraform;
    const write = (file: string, text: string): void =>
      writeFileSync(join(terraform.directory, file), text);
    const portsOf = async (instanceName: string): Promise<PortState[]> =>
      (
        await lightsail<{ portStates: PortState[] }>(sandbox.endpoint, "GetInstancePortStates", {
          instanceName,
        })
      ).portStates;

    beforeAll(async () => {
      workplace = makeWorkplace();
      sandbox = await startSandbox(workplace);
      recorder = await recordCalls(sandbox.endpoint);
      const modules = join(copyModules(workplace), "terraform");
      const directory = join(modules, "test", "root");
      mkdirSync(directory, { recursive: true });
      const env = { ...sandbox.env, AWS_ENDPOINT_URL: recorder.endpoint };
      terraform = terraformIn(workplace, directory, env);
      write("forms.tf", FORMS);
      for (const name of ["instance", "networking"]) {
        const readme = readFileSync(
          join(modules, "modules", "lightsail", name, "README.md"),
          "utf8",
        );
        write(`${name}.tf`, /```hcl\n([^`]+)```/.exec(readme)?.[1] ?? "");
      }
    });
    afterAll(async () => {
      await recorder.stop();
      await workplace.dispose();
    });

    test("the examples of the READMEs and every form of a rule apply", async () => {
      await terraform.run(["init"]);
      terraform = await attachProvider(workplace, terraform);
      await terraform.run(["apply", "-auto-approve"]);
      const any = { cidrs: [], ipv6Cidrs: [], cidrListAliases: [] };
      const found = await portsOf("forms-1");
      expect(found.map(({ protocol, fromPort, toPort }) => [protocol, fromPort, toPort])).toEqual(
        expect.arrayContaining([
          ["tcp", 22, 22],
          ["udp", 60_000, 61_000],
          ["icmp", 8, 0],
          ["icmpv6", 128, 0],
        ]),
      );
      expect(found.find(({ protocol }) => protocol === "tcp")).toMatchObject({
        cidrs: ["203.0.113.0/24"],
        cidrListAliases: ["lightsail-connect"],
      });
      const open = await portsOf("open-1");
      expect(open.map((it) => ({ ...any, ...it }))).toHaveLength(4);
      expect(open.find(({ protocol }) => protocol === "icmpv6")).toMatchObject({
        cidrs: [],
        ipv6Cidrs: ["0:0:0:0:0:0:0:1/128"],
      });
      expect(
        (await portsOf("example-gateway-1")).map((it) => `${it.protocol}/${it.fromPort}`),
      ).toEqual(expect.arrayContaining(["tcp/22", "udp/51820", "udp/9000"]));
      const { staticIps } = await lightsail<{ staticIps: { name: string; attachedTo: string }[] }>(
        sandbox.endpoint,
        "GetStaticIps",
      );
      expect(staticIps.map((it) => `${it.name} ${it.attachedTo}`).toSorted()).toEqual([
        "example-collector-1-static-ip example-collector-1",
        "example-gateway-static-ip example-gateway-1",
        "forms-1-static-ip forms-1",
      ]);
      const { ansible } = (await terraform.run(["output", "-json"])).json<{
        ansible: { value: { groups: string[] } };
      }>();
      expect(ansible.value.groups).toEqual(["monitors"]);
      await terraform.run(["plan", "-detailed-exitcode"], 0);
    });

    test("Terraform alone closes SSH before it sets the new rules, as the README says", async () => {
      recorder.take();
      await terraform.run([
        "apply",
        "-auto-approve",
        "-refresh=false",
        "-var=office=198.51.100.0/24",
      ]);
      const calls = recorder.take().filter(({ operation }) => /^(Put|Close|Open)/.test(operation));
      expect(calls.map(({ operation }) => operation)).toEqual([
        ...Array.from({ length: 4 }, () => "CloseInstancePublicPorts"),
        "PutInstancePublicPorts",
      ]);
      expect(calls.some(({ withoutSsh }) => withoutSsh.includes("forms-1"))).toBe(true);
      expect(calls.at(-1)?.withoutSsh).toEqual([]);
    });

    test("bad input is refused with a message, all faults at once", async () => {
      const refusals = async (cases: readonly Refused[]): Promise<void> => {
        write("bad.tf", cases.map(({ text }) => text).join("\n"));
        await terraform.run(["get"]);
        const { stderr } = await terraform.run(["plan", "-refresh=false"], 1);
        rmSync(join(terraform.directory, "bad.tf"));
        const errors = unfolded(stderr).split("Error: ");
        for (const { module, input, message } of cases) {
          const own = errors.filter((error) => error.includes(`module "${module}"`)).join("\n");
          expect({ input, own }).toEqual({
            input,
            own: expect.stringContaining(message) as string,
          });
        }
      };
      await refusals([
        ...REFUSED.map(refusedBy("instance")),
        ...REFUSED_BY_NETWORKING.map(refusedBy("networking")),
      ]);
      await refusals(REFUSED_PAIRS.map(refusedBy("instance")));
    });

    test("destroy leaves nothing", async () => {
      await terraform.run(["destroy", "-auto-approve", "-refresh=false"]);
      expect(await lightsail(sandbox.endpoint, "GetInstances")).toEqual({ instances: [] });
      expect(await lightsail(sandbox.endpoint, "GetStaticIps")).toEqual({ staticIps: [] });
    });
  });
}
