import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { attachment, instance, raw } from "../../providers/terraform/states.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const write = (name: string, value: unknown): void =>
  writeFileSync(
    join(cli.directory, name),
    typeof value === "string" ? value : JSON.stringify(value),
  );
const argv = ["inventory", "diff", "--source", "lightsail,terraform", "--state-file", "s.tfstate"];

/** Lightsail has web-1 and web-2; a test's state says what it likes. */
async function fleet(): Promise<void> {
  for (const name of ["web-1", "web-2"]) {
    await cli("infra create --name", name, "--bundle", "small_3_0", "--tag", "Environment=dev");
  }
}

/** As Terraform would know what `fleet` made, with some attributes and tags changed. */
async function inState(
  name: string,
  more: Record<string, unknown> = {},
  changed: Record<string, string> = {},
) {
  const { stdout } = await cli("infra info --name", name, "--output", "json");
  const seen = JSON.parse(stdout) as Record<string, unknown>;
  const tags = { ...(seen["tags"] as object), ...changed };
  return instance(name, {
    public_ip_address: seen["public_ip"],
    private_ip_address: seen["private_ip"],
    ipv6_addresses: seen["ipv6_addresses"],
    availability_zone: seen["availability_zone"],
    bundle_id: seen["bundle_id"],
    blueprint_id: seen["blueprint_id"],
    username: seen["username"],
    tags,
    tags_all: tags,
    ...more,
  });
}

test("nothing differs", async () => {
  await fleet();
  write("s.tfstate", raw([await inState("web-1"), await inState("web-2")]));
  expect(await cli(...argv, "--fail-on-drift")).toMatchObject({
    status: 0,
    stdout: "",
    stderr: "No difference between lightsail, terraform: 2 hosts.\n",
  });
  expect((await cli(...argv, "--output", "json")).json()).toEqual([]);
});

test("an address that Lightsail does not tell of is none, and not unknown", async () => {
  await fleet();
  const known = [await inState("web-1"), await inState("web-2")];
  await cli("infra manage --name web-1 --action stop");
  write("s.tfstate", raw(known));
  expect((await cli(...argv, "--output", "json")).json()).toEqual([
    {
      host: "web-1",
      field: "public_ip",
      values: { lightsail: null, terraform: "198.51.100.1" },
    },
  ]);
});

test("what differs is a row with a column for each source", async () => {
  await fleet();
  const changed = await inState("web-1", { bundle_id: "nano_3_0" }, { Environment: "prod" });
  write("s.tfstate", raw([changed, attachment("web-1", "203.0.113.9"), instance("gone-1")]));
  const { status, stdout, stderr } = await cli(...argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ["HOST", "FIELD", "LIGHTSAIL", "TERRAFORM"],
    ["gone-1", "host", "-", "known"],
    ["web-1", "public_ip", "198.51.100.1", "203.0.113.9"],
    ["web-1", "bundle_id", "small_3_0", "nano_3_0"],
    ["web-1", "tag:Environment", "dev", "prod"],
    ["web-2", "host", "known", "-"],
  ]);
});

test("as JSON it is a list with keys that stay, and 5 with --fail-on-drift", async () => {
  await fleet();
  const changed = await inState("web-1", { bundle_id: "nano_3_0" });
  write("s.tfstate", raw([changed, await inState("web-2")]));
  const result = await cli(...argv, "--output", "json", "--fail-on-drift");
  expect(result.json()).toEqual([
    {
      host: "web-1",
      field: "bundle_id",
      values: { lightsail: "small_3_0", terraform: "nano_3_0" },
    },
  ]);
  expect(result.status).toBe(5);
  expect(result.error()).toMatchObject({ code: "conflict", message: "1 difference on 1 host." });
});

test("an absent tag is told from an empty one", async () => {
  await fleet();
  const tags = { Environment: "dev", Backup: "" };
  write("s.tfstate", raw([await inState("web-1", {}, tags)]));
  const { stdout } = await cli(...argv, "--filter", "name=web-1");
  expect(stdout).toMatch(/^web-1 {2}tag:Backup {2}- +""$/m);
  expect((await cli(...argv, "--output", "json", "--filter", "name=web-1")).json()).toEqual([
    { host: "web-1", field: "tag:Backup", values: { lightsail: null, terraform: "" } },
  ]);
});

test("the tag that is filtered by may be the one that differs", async () => {
  await fleet();
  const tags = { Environment: "prod" };
  write("s.tfstate", raw([await inState("web-1", {}, tags)]));
  const { stdout } = await cli(...argv, "--filter", "Environment=prod", "--output", "json");
  expect(JSON.parse(stdout)).toEqual([
    {
      host: "web-1",
      field: "tag:Environment",
      values: { lightsail: "dev", terraform: "prod" },
    },
  ]);
});

test("a config file is held to what it says, and to nothing else", async () => {
  await fleet();
  const { stdout: info } = await cli("infra info --name web-1 --output json");
  const { ipv6_addresses: [ipv6 = ""] = [] } = JSON.parse(info) as { ipv6_addresses?: string[] };
  write("fleet.json", {
    instances: [
      // The same address, written out or shortened.
      { name: "web-1", host: new URL(`http://[${ipv6}]`).hostname.slice(1, -1), port: 2222 },
      { name: "web-2", host: "203.0.113.77", tags: { Team: "quants" } },
    ],
    inventory: { source: ["lightsail", "config"] },
  });
  const result = await cli("inventory diff -c fleet.json --output json");
  expect(result.json()).toEqual([
    {
      host: "web-2",
      field: "address",
      values: { lightsail: "198.51.100.2", config: "203.0.113.77" },
    },
    { host: "web-2", field: "tag:Team", values: { lightsail: null, config: "quants" } },
  ]);
});

test("what is in a region that was not asked is not compared, which a warning tells", async () => {
  await fleet();
  const states = [await inState("web-1"), await inState("web-2")];
  write("s.tfstate", raw([...states, instance("far-1", { region: "eu-west-1" })]));
  const result = await cli(...argv);
  expect(result).toMatchObject({ status: 0, stdout: "" });
  expect(result.stderr).toContain(
    "warning: not compared, as they are not in ap-northeast-1: far-1\n",
  );
});

test("hostile text is shown as text", async () => {
  await fleet();
  const tags = { Environment: "dev\u001b[2J\u202e", "\u001b]0;x\u0007": "y\nweb-9  host  -  -" };
  write("s.tfstate", raw([await inState("web-1", {}, tags)]));
  const { stdout } = await cli(...argv, "--filter", "name=web-1");
  expect(stdout).toContain(String.raw`dev\x1b[2J\u202e`);
  expect(stdout).toContain(String.raw`tag:\x1b]0;x\x07`);
  expect(stdout).toContain(String.raw`y\x0aweb-9`);
  expect(stdout).not.toMatch(/[\u001b\u0007\u202e]|^web-9/m);
});

describe("refused", () => {
  test.each([
    [["--source", "lightsail"], 2],
    [[], 2],
    [["--source", "lightsail,lightsail"], 2],
    [["--source", "lightsail,terraform"], 2],
    [["--columns", "nonsense"], 2],
    [["--filter", "nonsense"], 2],
    [["--filter", "name=nobody-*", "--source", "lightsail,config", "-c", "fleet.json"], 3],
  ])("%j", async (more, status) => {
    write("fleet.json", { instances: [{ name: "web-1", host: "h" }] });
    const result = await cli("inventory diff", ...more);
    expect(result).toMatchObject({ status, stdout: "" });
    expect(result.stderr).toMatch(/^error: /);
  });

  test("a source that fails", async () => {
    write("faults.json", { rules: [{ operation: "GetInstances", fault: "throttle" }] });
    write("s.tfstate", raw([instance("web-1")]));
    const env = { QUANTS_CTL_SANDBOX_FAULTS: join(cli.directory, "faults.json") };
    expect(await cli.with({ env })(...argv)).toMatchObject({ status: 8, stdout: "" });
  });
});
