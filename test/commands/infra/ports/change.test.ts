import { faultyCli } from "../../../helpers/faults.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name web-1 --name web-2 --tag Service=web");
});
afterEach(() => cli.dispose());

const ports = (...argv: string[]): ReturnType<Cli> =>
  cli("infra ports", ...argv, "--output", "json");
const one = (...argv: string[]): ReturnType<Cli> => ports(...argv, "--name", "web-1");

/** `tcp/22 0.0.0.0/0,::/0` */
async function rulesOf(name = "web-1"): Promise<string[]> {
  const { json } = await ports("list", "--name", name);
  const rows = json() as {
    rule: string;
    cidrs: string[];
    ipv6_cidrs: string[];
    cidr_list_aliases: string[];
  }[];
  return rows.map((it) =>
    [it.rule, [...it.cidrs, ...it.ipv6_cidrs, ...it.cidr_list_aliases].join(",")].join(" "),
  );
}
const DEFAULTS = ["tcp/22 0.0.0.0/0,::/0", "tcp/80 0.0.0.0/0,::/0"];

describe("open", () => {
  test("adds to what is open, and says what it did", async () => {
    const { status, json, stderr } = await one(
      "open",
      "prometheus",
      "--cidr",
      "10.0.0.0/8",
      "--yes",
    );
    expect(status).toBe(0);
    expect(json()).toMatchObject({
      name: "web-1",
      region: "ap-northeast-1",
      changed: true,
      changes: [
        {
          change: "open",
          rule: "tcp/9090",
          service: "prometheus",
          added_sources: ["10.0.0.0/8"],
          removed_sources: [],
        },
      ],
      firewall_rules: [{ from_port: 22 }, { from_port: 80 }, { from_port: 9090 }],
    });
    expect(stderr).toBe("");
    await one("open", "prometheus", "--cidr", "2001:db8::/32,lightsail-connect", "--yes");
    expect(await rulesOf()).toEqual([
      ...DEFAULTS,
      "tcp/9090 10.0.0.0/8,2001:db8::/32,lightsail-connect",
    ]);
  });

  test("again, it finds all done, and asks nobody", async () => {
    await one("open", "udp/5000-5010@10.0.0.0/8", "--yes");
    const { status, json } = await one("open", "udp/5000-5010@10.0.0.0/8");
    expect(status).toBe(0);
    expect(json()).toMatchObject({ changed: false, changes: [] });
  });

  test("my-ip is what the environment says; the sandbox asks nobody", async () => {
    const asked = await one("open", "grafana", "--cidr", "my-ip", "--yes");
    expect(asked.status).toBe(2);
    expect(asked.error()["hint"]).toContain("QUANTS_CTL_MY_IP");
    const told = cli.with({ env: { QUANTS_CTL_MY_IP: "203.0.113.7,2001:db8::7" } });
    await told("infra ports open grafana@my-ip -n web-1 --yes");
    expect(await rulesOf()).toContain("tcp/3000 203.0.113.7/32,2001:db8::7/128");
  });

  test.each([
    [["ssh"], "No source says who may reach ssh"],
    [["ssh", "--cidr", "10.0.0.5/8"], "the network is 10.0.0.0/8"],
    [["grafna", "--world"], "neither a service"],
    [["tcp/70000", "--world"], "between 0 and 65535"],
    [["ssh", "--world", "--cidr", "10.0.0.0/8"], "exclude each other"],
    [["true", "--world"], "neither a service"],
  ])("%j is refused before any call", async (argv, why) => {
    const { status, stderr, stdout } = await one("open", ...argv, "--yes");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(why);
  });

  test("--dry-run shows the plan and changes nothing", async () => {
    const { status, json } = await one("open", "https", "--world", "--dry-run");
    expect(status).toBe(0);
    expect(json()).toEqual({
      dry_run: true,
      monthly_usd: 0,
      monthly_usd_complete: true,
      complete: true,
      changes: [
        {
          action: "open",
          kind: "firewall_rule",
          name: "web-1",
          region: "ap-northeast-1",
          detail: "tcp/443 (https) from 0.0.0.0/0, ::/0",
          monthly_usd: 0,
        },
      ],
    });
    expect(await rulesOf()).toEqual(DEFAULTS);
  });
});

test("more sources than a rule can have are refused by the plan, in a dry run too", async () => {
  const many = (net: number): string =>
    Array.from({ length: 40 }, (_, host) => `10.${net}.${host}.0/24`).join(",");
  await one("open", "grafana", "--cidr", many(1), "--yes");
  const { status, error } = await one("open", "grafana", "--cidr", many(2), "--dry-run");
  expect(status).toBe(2);
  expect(error()["message"]).toContain("more than 60 sources");
});

describe("close", () => {
  test("takes the rule away, or only what is named of its sources", async () => {
    await one("close", "ssh", "--cidr", "::/0", "--yes");
    await one("close", "http", "--yes");
    expect(await rulesOf()).toEqual(["tcp/22 0.0.0.0/0"]);
    expect((await one("close", "http")).json()).toMatchObject({ changed: false });
  });

  test("of a port within a range is refused, and not reported as closed", async () => {
    await one("open", "tcp/8000-8010@10.0.0.0/8", "--yes");
    const { status, error } = await one("close", "tcp/8005", "--yes");
    expect(status).toBe(5);
    expect(error()["message"]).toContain("tcp/8000-8010 from 10.0.0.0/8");
  });

  test("a dry run that would refuse one of several is not complete (issue 12)", async () => {
    await cli("infra create --name web-9 --port tcp/8005@10.0.0.0/8");
    await one("open", "tcp/8000-8010@10.0.0.0/8", "--yes");
    const { status, json, error } = await cli(
      "infra ports close tcp/8005 -n web-1 -n web-9 --dry-run -o json",
    );
    expect(status).toBe(6);
    expect(json()).toMatchObject({ complete: false, changes: [{ name: "web-9" }] });
    expect(error()["hint"]).toContain("nothing was changed");
  });

  test.each(["all", "tcp/20-30"])("of %s, which no rule says, is refused too", async (target) => {
    const { status, error } = await one("close", target, "--yes");
    expect(status).toBe(5);
    expect(error()["message"]).toContain("tcp/22 from 0.0.0.0/0");
    expect(await rulesOf()).toEqual(DEFAULTS);
  });
});

describe("set", () => {
  test("makes the firewall exactly the rules, of arguments or of a file", async () => {
    await one("set", "ssh@203.0.113.0/24", "icmp/8@world", "--yes");
    expect(await rulesOf()).toEqual(["icmp/8 0.0.0.0/0,::/0", "tcp/22 203.0.113.0/24"]);
    writeFileSync(
      join(cli.directory, "rules.yml"),
      "- https@world\n- {protocol: udp, from_port: 51820, to_port: 51820, cidrs: [10.0.0.0/8]}\n",
    );
    expect((await one("set", "--rules", "rules.yml", "--yes")).status).toBe(0);
    expect(await rulesOf()).toEqual(["tcp/443 0.0.0.0/0,::/0", "udp/51820 10.0.0.0/8"]);
    expect((await one("set", "--none", "--yes")).json()).toMatchObject({ firewall_rules: [] });
  });

  test("takes what infra info prints", async () => {
    await one("set", "ssh@203.0.113.0/24", "--yes");
    const { stdout } = await cli("infra info --name web-1 --output json");
    writeFileSync(join(cli.directory, "info.json"), stdout);
    await ports("set", "--rules", "info.json", "--name", "web-2", "--yes");
    expect(await rulesOf("web-2")).toEqual(["tcp/22 203.0.113.0/24"]);
  });

  test.each([
    [[], 2],
    [["--none", "ssh@world"], 2],
    [["--rules", "nowhere.yml"], 4],
    // A template that came out empty; nothing is open only when that is said.
    [["--rules", "empty.yml"], 2],
  ])("%j is status %i", async (argv, status) => {
    writeFileSync(join(cli.directory, "empty.yml"), "[]\n");
    expect((await one("set", ...argv, "--yes")).status).toBe(status);
    expect(await rulesOf()).toEqual(DEFAULTS);
  });
});

test("a config file never says whose firewall is changed", async () => {
  writeFileSync(join(cli.directory, "c.yml"), "infra: {ports: {set: {status: running}}}\n");
  const { status, error } = await ports("set", "--none", "--yes", "--config", "c.yml");
  expect(status).toBe(4);
  expect(error()["message"]).toContain("infra.ports.set.status");
  expect(await rulesOf()).toEqual(DEFAULTS);
});

test.each([
  ["8080", "tcp/8080"],
  ["8080/tcp", "tcp/8080"],
  ["8000-8010/UDP", "udp/8000-8010"],
])("a port may be written %s (#11.34)", async (written, rule) => {
  const { json } = await one("open", `${written}@10.0.0.0/8`, "--yes");
  expect(json()).toMatchObject({ changes: [{ rule }] });
});

describe("asking", () => {
  test("without a terminal, the plan is shown and nothing is changed", async () => {
    const { status, stderr } = await cli("infra ports open https --world --name web-1");
    expect(status).toBe(2);
    expect(stderr).toContain("+ tcp/443 (https)");
    expect(stderr).toContain("no terminal to confirm on");
    expect((await one("open", "https", "--world")).error()).toMatchObject({
      code: "confirmation_required",
    });
    expect(await rulesOf()).toEqual(DEFAULTS);
  });

  test.each([
    { argv: ["open", "https", "--world"], stdin: "yes\n", status: 0 },
    { argv: ["open", "https", "--world"], stdin: "no\n", status: 2 },
    // Who may be locked out has to type more.
    { argv: ["close", "ssh"], stdin: "yes\n", status: 2 },
    { argv: ["close", "ssh"], stdin: "web-1\n", status: 0 },
  ])("$argv, answered with $stdin, is status $status", async ({ argv, stdin, status }) => {
    const typing = cli.with({ terminal: 120, stdin });
    const ended = await typing("infra ports", ...argv, "--name", "web-1");
    expect(ended.status).toBe(status);
    expect(ended.stderr.includes("locked out")).toBe(argv[1] === "ssh");
    expect(await rulesOf()).toHaveLength(status === 2 ? 2 : argv[0] === "open" ? 3 : 1);
  });
});

describe("many", () => {
  test("each has its result, and one that fails does not stop the others", async () => {
    await ports("open", "tcp/8000-8010@10.0.0.0/8", "--name", "web-2", "--yes");
    await ports("open", "tcp/8005@10.0.0.0/8", "--name", "web-1", "--yes");
    const { status, json, error } = await ports("close", "tcp/8005", "-l", "Service=web", "--yes");
    expect(status).toBe(6);
    expect(json()).toMatchObject([
      { name: "web-1", changed: true },
      { name: "web-2", changed: false, error: { code: "conflict" } },
    ]);
    expect(error()).toMatchObject({ errors: [{ code: "conflict", resource: "web-2" }] });
  });

  test("what is protected is only changed when it is named", async () => {
    await cli("infra create --name db-1 --tag Protected=true");
    const met = await ports("open", "https", "--world", "--name", "*", "--yes");
    expect(met.status).toBe(6);
    expect(met.error()).toMatchObject({ errors: [{ code: "protected", resource: "db-1" }] });
    expect(await rulesOf("db-1")).toEqual(DEFAULTS);
    const named = await ports("open", "https", "--world", "--name", "db-1", "--yes");
    expect(named.json()).toMatchObject({ changed: true });
  });
});

test("a change that is interrupted is finished by infra resume, or undone", async () => {
  const rules = [{ operation: "PutInstancePublicPorts", fault: "server_error" }];
  const faulty = faultyCli(cli, rules);
  const set = ["infra", "ports", "set", "ssh@10.0.0.0/8", "icmp/8-0@world", "-n", "web-1", "--yes"];
  expect((await faulty(...set)).status).toBe(8);
  expect((await cli("infra resume --yes")).status).toBe(0);
  expect(await rulesOf()).toEqual(["icmp/8-0 0.0.0.0/0,::/0", "tcp/22 10.0.0.0/8"]);
  const unseen = { operation: "GetInstancePortStates", fault: "expired_credentials", calls: [3] };
  expect((await faultyCli(cli, [unseen])(...set.with(3, "https@world"))).status).toBe(4);
  expect(await rulesOf()).toEqual(["icmp/8-0 0.0.0.0/0,::/0", "tcp/443 0.0.0.0/0,::/0"]);
  expect((await cli("infra resume --undo --yes")).status).toBe(0);
  expect(await rulesOf()).toEqual(["icmp/8-0 0.0.0.0/0,::/0", "tcp/22 10.0.0.0/8"]);
});

test("a change of several firewalls is not undone at once, but what they were is noted", async () => {
  const rules = [{ operation: "OpenInstancePublicPorts", fault: "server_error" }];
  const faulty = faultyCli(cli, rules);
  await faulty("infra ports open https@world -n web-* --yes");
  const undone = await cli("infra resume --undo --yes -o json");
  expect(undone.error()).toMatchObject({ code: "invalid_state" });
  const log = (await cli("infra log -o json")).json() as object[];
  expect(log.at(-1)).toMatchObject({
    remembered: {
      firewalls: [
        { name: "web-1", rules: ["tcp/22@0.0.0.0/0,::/0", "tcp/80@0.0.0.0/0,::/0"] },
        { name: "web-2" },
      ],
    },
  });
});

test("for a person, the outcome is a table of what is open", async () => {
  const { stdout } = await cli("infra ports open https@world -n web-1 --yes");
  expect(stdout).toMatch(/Firewall +changed/);
  expect(stdout).toMatch(/tcp\/443 +https +0\.0\.0\.0\/0, ::\/0/);
});
