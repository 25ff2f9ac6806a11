import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import type { StateReading } from "../../../src/core/contracts/terraform-control.ts";
import { readInstances } from "../../../src/providers/terraform/state/instances.ts";
import { type Described, attachment, instance, raw, shown } from "./states.ts";

const read = (text: string): StateReading => readInstances(text, "a state", "default");

/** The cases hold for both forms of a state. */
describe.each([
  ["raw", raw],
  ["show -json", shown],
])("%s", (_form, write: (resources: readonly Described[]) => string) => {
  const of = (...resources: Described[]): StateReading => read(write(resources));

  test("an instance becomes a normalised record", () => {
    const { instances, warnings, exists } = of(instance("dev-monitor"));
    expect({ warnings, exists }).toEqual({ warnings: [], exists: true });
    expect(instances).toEqual([
      {
        instance_id: "dev-monitor",
        name: "dev-monitor",
        status: "unknown",
        public_ip: "198.51.100.10",
        private_ip: "172.26.0.10",
        ipv6_addresses: ["2001:db8::1"],
        ip_address_type: "dualstack",
        is_static_ip: false,
        bundle_id: "small_3_0",
        blueprint_id: "ubuntu_22_04",
        blueprint_name: null,
        availability_zone: "ap-northeast-1a",
        region: "ap-northeast-1",
        created_at: "2026-01-15T12:00:00.000Z",
        username: "ubuntu",
        key_pair: "ops",
        tags: { Environment: "dev", Service: "monitor" },
        firewall_rules: [],
        hardware: { cpu_count: 2, ram_size_gb: 2, disk_size_gb: null },
        monthly_price_usd: null,
        transfer_gb_per_month: null,
        arn: expect.stringContaining("Instance/"),
        support_code: null,
        host_address: "198.51.100.10",
        state_address: "aws_lightsail_instance.this",
        workspace: "default",
        tainted: false,
      },
    ]);
  });

  test("user data never leaves the state", () => {
    expect(JSON.stringify(of(instance("a")))).not.toContain("hunter2");
  });

  test("what is marked as sensitive is absent: a tag, an attribute, a name", () => {
    const { instances } = of(
      instance(
        "a",
        { tags_all: { Token: "hunter2", Team: "x" } },
        { sensitive: ["tags_all.Token"] },
      ),
      instance("b", {}, { name: "b", sensitive: ["username", "tags_all"] }),
    );
    expect(instances.map((it) => [it.tags, it.username])).toEqual([
      [{ Team: "x" }, "ubuntu"],
      [{}, null],
    ]);
    // The mark stands at the tags of the resource, the value in the computed ones as well.
    const tags = { Token: "hunter2", Team: "x" };
    const computed = of(instance("c", { tags, tags_all: tags }, { sensitive: ["tags.Token"] }));
    expect(computed.instances[0]?.tags).toEqual({ Team: "x" });
    const hidden = of(instance("secret-name", {}, { sensitive: ["name"] }));
    expect(hidden.instances).toEqual([]);
    expect(hidden.warnings).toEqual([
      expect.stringContaining("aws_lightsail_instance.this has no name"),
    ]);
    expect(JSON.stringify(hidden)).not.toContain("secret-name");
  });

  test("nested for_each modules", () => {
    const { instances } = of(
      instance("a", {}, { module: 'module.outer["x"].module.fleet["eu-1"]', key: "web" }),
    );
    expect(instances.map((it) => it.state_address)).toEqual([
      'module.outer["x"].module.fleet["eu-1"].aws_lightsail_instance.this["web"]',
    ]);
  });

  test("count index 0", () => {
    const { instances } = of(instance("a", {}, { key: 0 }), instance("b", {}, { key: 1 }));
    expect(instances.map((it) => it.state_address)).toEqual([
      "aws_lightsail_instance.this[0]",
      "aws_lightsail_instance.this[1]",
    ]);
  });

  test("a deposed object beside the current one is not a second instance", () => {
    const { instances } = of(
      instance("web", { public_ip_address: "198.51.100.1" }),
      instance("web", { public_ip_address: "198.51.100.99" }, { deposed: "a1b2c3d4" }),
    );
    expect(instances.map((it) => it.public_ip)).toEqual(["198.51.100.1"]);
  });

  test("a tainted one is there, and marked", () => {
    const { instances } = of(instance("web", {}, { tainted: true }));
    expect(instances.map((it) => [it.name, it.tainted])).toEqual([["web", true]]);
  });

  test("Lightsail of another provider is named and counted, its hosts are not passed over (#11.12)", () => {
    const { instances, warnings, unread } = of(
      { type: "awslightsail_instance", values: { name: "a" } },
      { type: "awslightsail_instance", name: "b", values: { name: "b" } },
      { type: "awscc_lightsail_instance", values: { instance_name: "c" } },
      { type: "awscc_lightsail_instance", mode: "data", values: {} },
      { type: "aws_lightsail_disk", values: { name: "disk" } },
      instance("web"),
    );
    expect(instances.map((it) => it.name)).toEqual(["web"]);
    expect(unread).toEqual([
      { type: "awslightsail_instance", count: 2 },
      { type: "awscc_lightsail_instance", count: 1 },
    ]);
    expect(warnings).toEqual([
      "2 awslightsail_instance, 1 awscc_lightsail_instance: not read: only aws_lightsail_* of the provider hashicorp/aws is",
    ]);
  });

  test("data resources are ignored", () => {
    const data = instance("web", {}, { mode: "data" });
    expect(of(data, { type: "aws_instance", values: { name: "ec2" } }).instances).toEqual([]);
  });

  test.each([
    [{ tags: null, tags_all: { Team: "quant" } }, { Team: "quant" }],
    [{ tags: { Team: "quant" }, tags_all: null }, { Team: "quant" }],
    [{ tags: null, tags_all: null }, {}],
    [{ tags: { KeyOnly: "" }, tags_all: undefined }, { KeyOnly: "" }],
    [{ tags: null, tags_all: { Odd: 7 } }, { Odd: "" }],
  ])("tags null with tags_all: %j", (values, tags) => {
    expect(of(instance("a", values)).instances[0]?.tags).toEqual(tags);
  });

  test("a tag may be called __proto__", () => {
    const text = write([instance("a", { tags_all: {} })]).replace(
      '"tags_all":{}',
      '"tags_all":{"__proto__":"x"}',
    );
    expect(JSON.stringify(read(text).instances[0]?.tags)).toBe('{"__proto__":"x"}');
  });

  test("the address is that of the static IP, attached in another module", () => {
    const { instances, warnings } = of(
      attachment("web", "203.0.113.5", { module: "module.network" }),
      instance("web", {}, { module: "module.compute" }),
    );
    expect(warnings).toEqual([]);
    expect(instances.map((it) => [it.public_ip, it.host_address, it.is_static_ip])).toEqual([
      ["203.0.113.5", "203.0.113.5", true],
    ]);
  });

  test("an attachment without an address takes that of its static IP", () => {
    const ip = {
      type: "aws_lightsail_static_ip",
      values: { name: "web-ip", ip_address: "203.0.113.6" },
    };
    const { instances } = of(instance("web"), attachment("web", ""), ip);
    expect(instances[0]?.public_ip).toBe("203.0.113.6");
  });

  test("an orphan attachment is a warning", () => {
    const { instances, warnings } = of(instance("web"), attachment("gone", "203.0.113.5"));
    expect(instances[0]?.public_ip).toBe("198.51.100.10");
    expect(warnings).toEqual([
      'aws_lightsail_static_ip_attachment.this attaches to "gone", which is not in this state',
    ]);
  });

  test("the same name in two regions: each gets its own static IP", () => {
    const region = (name: string): Record<string, unknown> => ({
      arn: `arn:aws:lightsail:${name}:123456789012:Instance/x`,
      availability_zone: `${name}a`,
    });
    const ip = (place: string, address: string): Described => ({
      type: "aws_lightsail_static_ip",
      name: place.replaceAll("-", "_"),
      values: {
        name: "web-ip",
        ip_address: address,
        arn: `arn:aws:lightsail:${place}:123456789012:StaticIp/x`,
      },
    });
    const { instances, warnings } = of(
      instance("web", region("us-east-1"), { name: "us" }),
      instance("web", region("eu-west-1"), { name: "eu" }),
      ip("us-east-1", "203.0.113.1"),
      ip("eu-west-1", "203.0.113.2"),
      attachment("web", "203.0.113.2", { name: "eu" }),
      attachment("web", "203.0.113.1", { name: "us" }),
    );
    expect(warnings).toEqual([]);
    expect(instances.map((it) => [it.region, it.public_ip])).toEqual([
      ["us-east-1", "203.0.113.1"],
      ["eu-west-1", "203.0.113.2"],
    ]);
  });

  test("the same name in two regions, by the region argument of provider 6", () => {
    const { instances } = of(
      instance("web", { region: "us-east-1", arn: "", availability_zone: "" }, { name: "us" }),
      instance("web", { region: "eu-west-1", arn: "", availability_zone: "" }, { name: "eu" }),
      {
        ...attachment("web", "203.0.113.2"),
        values: { ...attachment("web", "203.0.113.2").values, region: "eu-west-1" },
      },
    );
    expect(instances.map((it) => it.public_ip)).toEqual(["198.51.100.10", "203.0.113.2"]);
  });

  test("an attachment in a region where that name is not", () => {
    const elsewhere = attachment("web", "203.0.113.2");
    const { instances, warnings } = of(instance("web"), {
      ...elsewhere,
      values: { ...elsewhere.values, region: "eu-west-1" },
    });
    expect(instances[0]?.is_static_ip).toBe(false);
    expect(warnings).toEqual([expect.stringContaining('"web" of eu-west-1, which is not')]);
  });

  test("which of two is meant can't be told: a warning, and no wrong address", () => {
    const { instances, warnings } = of(
      instance("web", { arn: "", availability_zone: "us-east-1a" }, { name: "us" }),
      instance("web", { arn: "", availability_zone: "eu-west-1a" }, { name: "eu" }),
      attachment("web", "203.0.113.2", { provider: "provider.other" }),
    );
    expect(instances.map((it) => it.public_ip)).toEqual(["198.51.100.10", "198.51.100.10"]);
    expect(warnings).toEqual([expect.stringContaining("does not say in which region")]);
  });

  test("IPv6 only", () => {
    const { instances } = of(instance("web", { public_ip_address: "", ip_address_type: "ipv6" }));
    expect(instances[0]).toMatchObject({ public_ip: null, host_address: "2001:db8::1" });
    const old = of(
      instance("web", {
        public_ip_address: null,
        ipv6_addresses: null,
        ipv6_address: "2001:db8::2",
      }),
    );
    expect(old.instances[0]?.host_address).toBe("2001:db8::2");
  });

  test("no address at all is null, not empty", () => {
    const none = { public_ip_address: "", ipv6_addresses: [], private_ip_address: "" };
    expect(of(instance("web", none)).instances[0]).toMatchObject({
      public_ip: null,
      private_ip: null,
      host_address: null,
    });
  });

  test("empty values: an instance without a name is left out, and said", () => {
    const { instances, warnings } = of({ type: "aws_lightsail_instance", values: {} });
    expect(instances).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  test("the rules of its public ports", () => {
    const { instances } = of(instance("web"), {
      type: "aws_lightsail_instance_public_ports",
      values: {
        instance_name: "web",
        port_info: [
          {
            protocol: "tcp",
            from_port: 22,
            to_port: 22,
            cidrs: ["203.0.113.0/24"],
            ipv6_cidrs: ["2001:DB8::/32"],
            cidr_list_aliases: ["lightsail-connect"],
          },
          { protocol: "-1", from_port: 0, to_port: 65_535, cidrs: null },
        ],
      },
    });
    expect(instances[0]?.firewall_rules).toEqual([
      {
        protocol: "tcp",
        from_port: 22,
        to_port: 22,
        cidrs: ["203.0.113.0/24"],
        ipv6_cidrs: ["2001:db8::/32"],
        cidr_list_aliases: ["lightsail-connect"],
      },
      {
        protocol: "all",
        from_port: 0,
        to_port: 65_535,
        cidrs: [],
        ipv6_cidrs: [],
        cidr_list_aliases: [],
      },
    ]);
  });

  test("one instance under two addresses is listed once, and said", () => {
    const { instances, warnings } = of(
      instance("web", {}, { name: "old" }),
      instance("web", {}, { name: "new" }),
    );
    expect(instances.map((it) => it.state_address)).toEqual(["aws_lightsail_instance.old"]);
    expect(warnings).toEqual([
      "aws_lightsail_instance.new is the same instance as aws_lightsail_instance.old: listed once",
    ]);
  });
});

describe("addresses of a raw state are written as Terraform writes them", () => {
  test.each([
    ["a.b", '["a.b"]'],
    ['say "hi"', '["say \\"hi\\""]'],
    ["a/b\\c", '["a/b\\\\c"]'],
    ["монитор", '["монитор"]'],
    ["${x}%{y}", '["$${x}%%{y}"]'],
    ["a\nb\u0007", '["a\\nb\\u0007"]'],
    ["", '[""]'],
  ])("key %j", (key, written) => {
    const { instances } = read(raw([instance("a", {}, { key })]));
    expect(instances[0]?.state_address).toBe(`aws_lightsail_instance.this${written}`);
  });
});

test("providers of an alias tell two regions apart where nothing else does", () => {
  const us = 'provider["registry.terraform.io/hashicorp/aws"].us';
  const eu = 'provider["registry.terraform.io/hashicorp/aws"].eu';
  const { instances } = read(
    raw([
      instance("web", { arn: "", availability_zone: "us-east-1a" }, { name: "us", provider: us }),
      instance("web", { arn: "", availability_zone: "eu-west-1a" }, { name: "eu", provider: eu }),
      attachment("web", "203.0.113.2", { provider: eu }),
    ]),
  );
  expect(instances.map((it) => it.public_ip)).toEqual(["198.51.100.10", "203.0.113.2"]);
});

test("a provider from registry.opentofu.org", () => {
  const provider = 'provider["registry.opentofu.org/hashicorp/aws"]';
  const { instances } = read(
    raw([instance("web", {}, { provider }), attachment("web", "203.0.113.5", { provider })]),
  );
  expect(instances.map((it) => it.public_ip)).toEqual(["203.0.113.5"]);
});

test.each([
  ["zero bytes", "", false],
  ["white space", "\n", false],
  ["an empty show -json", '{"format_version":"1.0"}', false],
  ["values that are empty", '{"format_version":"1.0","values":{}}', true],
  ["a root module without resources", '{"format_version":"1.0","values":{"root_module":{}}}', true],
  ["a destroyed stack", '{"version":4,"serial":9,"resources":[]}', true],
  ["resources null", '{"version":4,"resources":null}', true],
])("%s: no instances, no fault", (_case, text, exists) => {
  expect(read(text)).toEqual({ instances: [], warnings: [], unread: [], exists });
});

test("missing values: left out, and said", () => {
  const text = JSON.stringify({
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          { mode: "managed", type: "aws_lightsail_instance", address: "aws_lightsail_instance.a" },
        ],
      },
    },
  });
  expect(read(text)).toMatchObject({
    instances: [],
    warnings: ["aws_lightsail_instance.a has no values in the state, so it is skipped"],
  });
  const flat =
    '{"version":4,"resources":[{"mode":"managed","type":"aws_lightsail_instance","name":"a","instances":[{"attributes_flat":{"name":"a"}}]}]}';
  expect(read(flat).warnings).toEqual([
    "aws_lightsail_instance.a has no attributes in the state, so it is skipped",
  ]);
});

describe("what is no state is refused with status 4", () => {
  test.each([
    ["truncated", raw([instance("web")]).slice(0, 400), "is truncated"],
    ["not JSON", "TOKEN=hunter2", "is not JSON"],
    [
      "encrypted by OpenTofu",
      '{"serial":3,"lineage":"x","meta":{"key_provider.pbkdf2.a":"e30="},"encrypted_data":"aGk=","encryption_version":"v0"}',
      "is encrypted",
    ],
    ["version 3", '{"version":3,"modules":[]}', "is of version 3"],
    [
      "version 5",
      '{"version":5}',
      "is of version 5, which this version of quants-ctl does not know",
    ],
    ["a newer show -json", '{"format_version":"2.0"}', "is of format version 2.0"],
    ["a plan", '{"format_version":"1.2","planned_values":{},"resource_changes":[]}', "is a plan"],
    ["another JSON", '{"hosts":[]}', "is not a Terraform state"],
    ["a list", "[]", "is not a Terraform state"],
    ["null", "null", "is not a Terraform state"],
  ])("%s", (_case, text, message) => {
    const fault = faultOf(text);
    expect(fault).toBeInstanceOf(QuantsError);
    expect(fault).toMatchObject({ code: "config_invalid", exitStatus: 4, resource: "a state" });
    expect(fault.message).toContain(`a state ${message}`);
    expect(fault.hint).toBeTruthy();
    expect(`${fault.message}${String(fault.cause)}`).not.toContain("hunter2");
  });
});

describe("the backend's note in .terraform is not taken for an old state (#11.10)", () => {
  const note = (type: string, config: object): QuantsError =>
    faultOf(
      JSON.stringify({
        version: 3,
        terraform_version: "1.11.4",
        backend: { type, config, hash: 2995666565 },
        modules: [{ path: ["root"], outputs: {}, resources: {}, depends_on: [] }],
      }),
    );

  test("a local one says where the state is", () => {
    const fault = note("local", { path: "/srv/state.tfstate", workspace_dir: null });
    expect(fault.code).toBe("config_invalid");
    expect(fault.message).toBe(
      "a state holds no state, only Terraform's record of where the state is.",
    );
    expect(fault.hint).toContain("The state is /srv/state.tfstate, relative to the stack's");
    expect(fault.hint).toContain("quants-ctl stack instances --dir");
    expect(note("local", { path: null }).hint).toContain("The state is terraform.tfstate, ");
  });

  test("a remote one says the backend, and nothing of its settings", () => {
    const fault = note("s3", { bucket: "b-secret", secret_key: "hunter2", path: "hunter2" });
    expect(fault.hint).toContain("The state is in the backend s3.");
    expect(JSON.stringify([fault.message, fault.hint])).not.toMatch(/hunter2|b-secret/);
  });
});

test("a saved plan is called one (#11.10)", () => {
  expect(faultOf("PK\u0003\u0004\u0014").message).toBe("a state is a saved plan, not a state.");
});

function faultOf(text: string): QuantsError {
  try {
    read(text);
  } catch (error) {
    return error as QuantsError;
  }
  throw new Error("It was read.");
}

/** Nothing but a reading or a QuantsError may come of a text. */
function isHandled(text: string): boolean {
  try {
    const { instances } = read(text);
    return instances.every((it) => typeof it.name === "string" && it.name !== "");
  } catch (error) {
    return error instanceof QuantsError;
  }
}

describe("no JSON makes it crash", () => {
  test("any JSON", () => {
    fc.assert(fc.property(fc.json(), (text) => isHandled(text)));
  });

  test("states with anything in their places", () => {
    const type = fc.constantFrom(
      "aws_lightsail_instance",
      "aws_lightsail_static_ip",
      "aws_lightsail_static_ip_attachment",
      "aws_lightsail_instance_public_ports",
    );
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom("web", "ip", "", null));
    const values = fc.dictionary(
      fc.constantFrom(
        ...["name", "instance_name", "static_ip_name", "ip_address", "tags", "tags_all", "region"],
        ...["arn", "availability_zone", "ipv6_addresses", "port_info", "created_at", "__proto__"],
      ),
      odd,
    );
    const rawResource = fc.record(
      {
        module: odd,
        mode: fc.constant("managed"),
        type,
        name: odd,
        provider: odd,
        instances: fc.oneof(
          fc.array(
            fc.record(
              {
                index_key: odd,
                attributes: fc.oneof(values, odd),
                sensitive_attributes: odd,
                status: odd,
              },
              { requiredKeys: [] },
            ),
          ),
          odd,
        ),
      },
      { requiredKeys: ["mode", "type"] },
    );
    const shownResource = fc.record(
      {
        address: odd,
        mode: fc.constant("managed"),
        type,
        values: fc.oneof(values, odd),
        sensitive_values: fc.oneof(values, odd),
        tainted: odd,
      },
      { requiredKeys: ["mode", "type"] },
    );
    const state = fc.oneof(
      fc.record({ version: fc.constant(4), resources: fc.oneof(fc.array(rawResource), odd) }),
      fc.record({
        format_version: fc.constant("1.0"),
        values: fc.record({
          root_module: fc.record({
            resources: fc.oneof(fc.array(shownResource), odd),
            child_modules: odd,
          }),
        }),
      }),
    );
    fc.assert(
      fc.property(state, (value) => isHandled(JSON.stringify(value))),
      { numRuns: 500 },
    );
  });

  test("cut off anywhere", () => {
    const text = raw([instance("web"), attachment("web", "203.0.113.5")]);
    fc.assert(fc.property(fc.nat(text.length - 1), (length) => isHandled(text.slice(0, length))));
  });

  test("modules nested ten thousand deep", () => {
    const depth = 10_000;
    const text = `{"format_version":"1.0","values":{"root_module":${'{"child_modules":['.repeat(depth)}${"]}".repeat(depth)}}}`;
    expect(read(text).instances).toEqual([]);
  });

  test("marks nested ten thousand deep", () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const text = shown([instance("web")]).replace('"ipv6_addresses":[false]', `"tags":${deep}`);
    expect(isHandled(text)).toBe(true);
  });
});
