import { faultyCli } from "../../helpers/faults.ts";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { instance, raw } from "../../providers/terraform/states.ts";
import { readRegionFile } from "../../helpers/region-file.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const at = (name: string): string => join(cli.directory, name);
const read = (name: string): string => readFileSync(at(name), "utf8");

async function fleet(...names: string[]): Promise<void> {
  for (const name of names) await cli("infra create --name", name, "--bundle", "nano_3_0");
}

function withFaults(...rules: object[]): Cli {
  return faultyCli(cli, rules);
}

/** An instance that has not come up: the service has seen no key of it. */
async function comingUp(name: string): Promise<Cli> {
  const slow = cli.with({ env: { QUANTS_CTL_SANDBOX_PACE: "real" } });
  await slow("infra create --name", name, "--bundle", "nano_3_0", "--no-wait");
  return slow;
}

test("without a host it tells of no option that is not its own", async () => {
  const { status, stderr } = await cli("inventory known-hosts");
  expect(status).toBe(3);
  expect(stderr).toContain("The inventory has no hosts");
  expect(stderr).not.toContain("--allow-empty");
});

test("prints the keys of every host, by address and name", async () => {
  await fleet("web-1", "web-2");
  const { status, stdout, stderr } = await cli("inventory known-hosts");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const words = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" "));
  expect(words.map(([where, algorithm]) => `${where} ${algorithm}`)).toEqual([
    "198.51.100.1,web-1 ssh-ed25519",
    "198.51.100.1,web-1 ecdsa-sha2-nistp256",
    "198.51.100.2,web-2 ssh-ed25519",
    "198.51.100.2,web-2 ecdsa-sha2-nistp256",
  ]);
  expect(words.every((line) => line.length === 3)).toBe(true);
});

test("--output writes a file for its owner alone", async () => {
  await fleet("web-1");
  expect(await cli("inventory known-hosts -o known_hosts")).toMatchObject({
    status: 0,
    stdout: "",
    stderr: "known_hosts: keys of 1 host\n",
  });
  expect(statSync(at("known_hosts")).mode & 0o777).toBe(0o600);
  expect(read("known_hosts")).toMatch(/^198\.51\.100\.1,web-1 ssh-ed25519 AAAA/);
});

test("filters, address and port are those of the inventory", async () => {
  await fleet("web-1", "web-2");
  const config = { instances: [{ name: "web-1", port: 2222 }] };
  writeFileSync(at("fleet.json"), JSON.stringify(config));
  const argv = ["--source", "lightsail,config", "-c", "fleet.json", "--filter", "name=web-1"];
  const { stdout } = await cli("inventory known-hosts", ...argv, "--address", "private");
  expect(stdout).toMatch(/^\[172\.26\.\d+\.\d+\]:2222,web-1 ssh-ed25519 /);
  expect(stdout).not.toContain("web-2");
});

test("two hosts of one address are told: ssh would take the key of either", async () => {
  await fleet("web-1", "web-2");
  const instances = ["web-1", "web-2"].map((name) => ({ name, host: "198.51.100.9" }));
  writeFileSync(at("fleet.json"), JSON.stringify({ instances }));
  const argv = ["--source", "lightsail,config", "-c", "fleet.json"];
  const { status, stderr } = await cli("inventory known-hosts", ...argv);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: "warning: 198.51.100.9 port 22 is the address of several hosts: web-1, web-2\n",
  });
});

test("a port that only Ansible can tell is taken for the usual one", async () => {
  await fleet("web-1");
  const vars = { ansible_port: "{{ 22 }}" };
  writeFileSync(at("fleet.json"), JSON.stringify({ instances: [{ name: "web-1", vars }] }));
  const argv = ["--source", "lightsail,config", "-c", "fleet.json"];
  const { stdout } = await cli("inventory known-hosts", ...argv);
  expect(stdout).toMatch(/^198\.51\.100\.1,web-1 ssh-ed25519 /);
});

describe("a host without keys", () => {
  const argv = ["inventory", "known-hosts", "--address", "private"];

  test("is an error that names it, and the former file stays", async () => {
    await fleet("web-1");
    const slow = await comingUp("new-1");
    writeFileSync(at("known_hosts"), "before");
    const result = await slow(...argv, "--output", "known_hosts");
    expect(result).toMatchObject({ status: 6, stdout: "" });
    expect(result.stderr).toContain("No host keys are known of new-1: nothing was written.");
    expect(result.stderr).toContain("--allow-missing");
    expect(read("known_hosts")).toBe("before");
  });

  test("is left out with a warning where that is allowed", async () => {
    await fleet("web-1");
    const slow = await comingUp("new-1");
    const { status, stdout, stderr } = await slow(...argv, "--allow-missing");
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "warning: skipped, as they have no host keys yet: new-1\n",
    });
    expect(stdout).toContain(",web-1 ");
    expect(stdout).not.toContain("new-1");
  });

  test("that is the only one is an error all the same", async () => {
    const slow = await comingUp("new-1");
    expect(await slow(...argv)).toMatchObject({ status: 5, stdout: "" });
    expect(await slow(...argv, "--allow-missing")).toMatchObject({ status: 3, stdout: "" });
  });
});

test("hosts that Lightsail does not know are named in a warning", async () => {
  await fleet("web-1");
  writeFileSync(at("prod.tfstate"), raw([instance("web-1"), instance("gone-1")]));
  const config = { instances: [{ name: "office-1", host: "office.example.org" }] };
  writeFileSync(at("fleet.json"), JSON.stringify(config));
  const argv = ["--source", "terraform,config", "--state-file", "prod.tfstate", "-c", "fleet.json"];
  const { status, stdout, stderr } = await cli("inventory known-hosts", ...argv);
  expect(stderr).toContain("skipped, as Lightsail does not know them: gone-1, office-1\n");
  expect(status).toBe(0);
  expect(stdout).toContain(",web-1 ssh-ed25519 ");
});

test("a failure that is no host's own ends it, whatever is allowed", async () => {
  await fleet("web-1", "web-2");
  const operation = "GetInstanceAccessDetails";
  const faulty = withFaults({ operation, fault: "expired_credentials" });
  writeFileSync(at("known_hosts"), "before");
  const argv = ["inventory", "known-hosts", "--allow-missing", "--output", "known_hosts"];
  expect(await faulty(...argv)).toMatchObject({
    status: 4,
    stdout: "",
    stderr: expect.stringContaining("expired"),
  });
  expect(await withFaults({ operation, fault: "throttle" })(...argv)).toMatchObject({ status: 8 });
  expect(read("known_hosts")).toBe("before");
});

test("many hosts, asked several at a time, come out in their order", async () => {
  await cli("sandbox seed --instances 60");
  const { status, stdout } = await cli("inventory known-hosts");
  expect(status).toBe(0);
  const names = stdout.split("\n").flatMap((line) => /,(\S+) ssh-ed25519/.exec(line)?.[1] ?? []);
  expect(names).toEqual(Array.from({ length: 60 }, (_, index) => `seed-${index + 1}`));
});

test("the private key of the answer is in no output and no file", async () => {
  await fleet("web-1");
  const results = [
    await cli("inventory known-hosts --debug"),
    await cli("inventory known-hosts --debug --output known_hosts"),
    await cli("inventory --cache-ttl 1h"),
  ];
  const region = readRegionFile(join(cli.directory, "sandbox", "ap-northeast-1.json"));
  const secrets = privateTexts(region);
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  const written = readdirSync(cli.directory, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("sandbox") && statSync(at(name)).isFile())
    .map(read);
  const all = [...results.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written].join("\n");
  expect(all).toContain("web-1");
  for (const secret of secrets) expect(all).not.toContain(secret);
});

/** Lines of private keys, and passwords, wherever they are in the sandbox's file. */
function privateTexts(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { publicKey = "" } = value as { publicKey?: string };
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (typeof item !== "string") return privateTexts(item);
    if (key === "password") return [item];
    // The file of a private key holds the public one as well.
    const lines = item.split("\n").filter((line) => line.length > 60 && !publicKey.includes(line));
    return key === "privateKey" ? lines : [];
  });
}

describe("usage errors", () => {
  test.each([
    [["known-hosts", "--output", "yaml"]],
    [["known-hosts", "--filter", "nonsense"]],
    [["known-hosts", "--source", "config"]],
    [["known-hosts", "--list"]],
    [["--region", "us-east-1", "known-hosts"]],
    [["known-host"]],
  ])("%j", async (argv) => {
    const result = await cli("inventory", ...argv);
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toMatch(/^error: /);
    expect(existsSync(at("yaml"))).toBe(false);
  });
});
