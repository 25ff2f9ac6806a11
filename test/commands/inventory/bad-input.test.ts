import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { instance, raw } from "../../providers/terraform/states.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const at = (name: string): string => join(cli.directory, name);
const create = (name: string, ...more: string[]): unknown =>
  cli("infra create --name", name, "--bundle", "nano_3_0", ...more);

interface Case {
  what: string;
  /** Brings about what is bad. */
  prepare: () => unknown;
  argv: readonly string[];
  env?: () => Record<string, string>;
  status: number;
  /** All that the one error says it about. */
  names: readonly string[];
}

const faults = (rules: readonly object[]) => (): void =>
  writeFileSync(at("faults.json"), JSON.stringify({ rules }));
const faulty = (): Record<string, string> => ({ QUANTS_CTL_SANDBOX_FAULTS: at("faults.json") });
const config = (value: unknown) => (): void =>
  writeFileSync(at("fleet.json"), JSON.stringify(value));

const CASES: readonly Case[] = [
  {
    what: "two hosts of one name, in two regions",
    prepare: () => create("web-1", "--region", "us-east-1"),
    argv: ["--region", "ap-northeast-1,us-east-1"],
    status: 5,
    names: ["web-1", "ap-northeast-1", "us-east-1"],
  },
  {
    what: "two hosts of one name, in two sources",
    prepare: () =>
      writeFileSync(at("s.tfstate"), raw([instance("web-1", { region: "us-east-1" })])),
    argv: ["--source", "lightsail,terraform", "--state-file", "s.tfstate"],
    status: 5,
    names: ["web-1", "us-east-1 (terraform)"],
  },
  {
    what: "a host named like a group",
    prepare: () => create("monitors"),
    argv: [],
    status: 5,
    names: ["monitors", "a group has the same name"],
  },
  {
    what: "a host named like a group of its own making",
    prepare: () => create("tag_Team_q", "--tag", "Team=q"),
    argv: ["--group-by", "tag:Team"],
    status: 5,
    names: ["tag_Team_q"],
  },
  {
    what: "a host with a name that means something to Ansible",
    prepare: () => create("localhost"),
    argv: [],
    status: 5,
    names: ["localhost"],
  },
  {
    what: "a region that can't be reached",
    prepare: faults([{ operation: "GetInstances", region: "us-east-1", fault: "reset_before" }]),
    argv: ["--region", "ap-northeast-1,us-east-1"],
    env: faulty,
    status: 6,
    names: ["1 of 2 regions", "us-east-1"],
  },
  {
    what: "no region that can be reached",
    prepare: faults([{ operation: "GetInstances", fault: "reset_before" }]),
    argv: [],
    env: faulty,
    status: 8,
    names: ["GetInstances"],
  },
  {
    what: "a later page that fails",
    prepare: async () => {
      await cli("sandbox seed --instances 150");
      const calls = Array.from({ length: 20 }, (_, index) => index + 2);
      faults([{ operation: "GetInstances", fault: "throttle", calls }])();
    },
    argv: [],
    env: faulty,
    status: 8,
    names: ["ap-northeast-1"],
  },
  {
    what: "a config file with faults",
    prepare: config({
      instances: [{ name: "web[1:3]" }, { name: "a-1", port: 0 }],
      inventory: { sauce: "config" },
    }),
    argv: ["--config", "fleet.json"],
    status: 4,
    names: ["fleet.json", "instances.0.name", "instances.1.port", "inventory.sauce"],
  },
  {
    what: "two entries of one name in a config file",
    prepare: config({
      instances: [
        { name: "a-1", host: "h" },
        { name: "a-1", host: "h" },
      ],
    }),
    argv: ["--config", "fleet.json", "--source", "config"],
    status: 4,
    names: ["a-1"],
  },
  {
    what: "a config file that is not there",
    prepare: () => undefined,
    argv: ["--config", "nowhere.yml"],
    status: 4,
    names: ["nowhere.yml"],
  },
  {
    what: "a filter that no host passes",
    prepare: () => undefined,
    argv: ["--filter", "name=nobody-*"],
    status: 3,
    names: ["none of 1 matches the filter"],
  },
];

describe.each([
  { command: ["inventory"], file: "hosts.json" },
  { command: ["inventory", "known-hosts"], file: "known_hosts" },
])("$command leaves the former file byte for byte", ({ command, file }) => {
  const cases = CASES.filter(({ argv }) => command.length === 1 || !argv.includes("--group-by"));

  test.each(cases)("with $what", async ({ prepare, argv, env, status, names }) => {
    await create("web-1");
    await prepare();
    const before = Buffer.from([0, 255, 10, 13]);
    writeFileSync(at(file), before);
    const listed = readdirSync(cli.directory).toSorted();
    const run = cli.with({ env: env?.() ?? {} });

    const result = await run(...command, ...argv, "--output", file);
    expect(result).toMatchObject({ status, stdout: "" });
    expect(result.stderr.match(/^error: /gm)).toHaveLength(1);
    for (const name of names) expect(result.stderr).toContain(name);
    expect(readFileSync(at(file)).equals(before)).toBe(true);
    expect(readdirSync(cli.directory).toSorted()).toEqual(listed);
    expect(await run(...command, ...argv)).toMatchObject({ status, stdout: "" });
  });
});

describe("a tag that can't be encoded", () => {
  test("is an error in INI that names host and tag, and leaves the file", async () => {
    await create("web-1", "--tag", "Note={{ 1 }}");
    writeFileSync(at("hosts.ini"), "before");
    const result = await cli("inventory --output hosts.ini");
    expect(result).toMatchObject({ status: 2, stdout: "" });
    expect(result.stderr).toContain("web-1: quants_tags.Note");
    expect(readFileSync(at("hosts.ini"), "utf8")).toBe("before");
    expect((await cli("inventory --output hosts.json")).status).toBe(0);
  });

  test("because Ansible gives its key a meaning is left out with a warning", async () => {
    const tags = { __ansible_vault: "x", Team: "q" };
    writeFileSync(at("s.tfstate"), raw([instance("web-1", { tags, tags_all: tags })]));
    const result = await cli("inventory --source terraform --state-file s.tfstate");
    expect(result.status).toBe(0);
    expect(result.stderr).toContain("web-1: the tag __ansible_vault is skipped");
    expect(result.stdout).not.toContain("__ansible_vault");
  });
});

test("--host with a name that no host has", async () => {
  await create("web-1");
  const result = await cli("inventory --host web-9");
  expect(result).toMatchObject({ status: 3, stdout: "" });
  expect(result.stderr).toContain("web-9");
});
