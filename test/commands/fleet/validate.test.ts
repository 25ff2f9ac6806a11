import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

async function faults(fleet: object | string): Promise<string[]> {
  writeFleet(cli, fleet);
  const { status, stderr } = await cli("fleet validate");
  expect(status).toBe(4);
  return stderr
    .split("\n")
    .slice(1)
    .map((it) => it.trim())
    .filter((it) => it !== "" && !it.startsWith("hint"));
}

test("all faults are told at once, each with line and column", async () => {
  const text = `version: 2
fleet: { name: quants, on_absent: keep }
region: ap-northeast-1
defaults: { bundel: small_3_0 }
instances:
  - name: web-{3..1}
  - name: api
    zones: [b, eu-west-1a]
    firewall: [ssh, "tcp/0-99999@world", ssh@my-ip]
    tags: { "quants-ctl:id": x, "aws:y": z }
  - name: api
    user_data: boot.sh
    snapshots: { auto: "6:30" }
`;
  expect(await faults(text)).toMatchInlineSnapshot(`
    [
      "fleet.yml:1:1 version: Invalid input: expected 1",
      "fleet.yml:2:24 fleet.on_absent: Invalid option: expected one of "orphan"|"prune"",
      "fleet.yml:4:13 defaults.bundel: unknown key; did you mean bundle?",
      "fleet.yml:6:5 instances.0.name: a name consists of letters, digits, '.', '-' and '_', starting with a letter or digit; one for several is written as web-{1..3}",
      "fleet.yml:8:5 instances.1.zones: eu-west-1a is in no region of this entry (ap-northeast-1)",
      "fleet.yml:9:16 instances.1.firewall.0: no source says who may reach ssh: write ssh@203.0.113.0/24, or ssh@world if anyone may",
      "fleet.yml:9:21 instances.1.firewall.1: The firewall rule "tcp/0-99999" is not valid: a port is between 0 and 65535. Write it as tcp/22, tcp/8000-8010@203.0.113.0/24 or icmp/8@2001:db8::/32,10.0.0.0/8.",
      "fleet.yml:9:42 instances.1.firewall.2: my-ip depends on who runs the command: write the address",
      "fleet.yml:10:5 instances.1.tags: The tag "aws:y=z" is not valid: keys that begin with 'aws:' are reserved for AWS. Choose another key.",
      "fleet.yml:10:13 instances.1.tags.quants-ctl:id: tags of this program are its own to set",
      "fleet.yml:11:5 instances.2.name: "api" is the name of instances.1 already",
      "fleet.yml:12:5 instances.2.user_data: is written as file:PATH, relative to this file",
      "fleet.yml:13:18 instances.2.snapshots.auto: is a full hour in UTC, e.g. 06:00",
    ]
  `);
});

test("blocks that contradict each other are told", async () => {
  const found = await faults(
    fleetOf({
      moved: [
        { from: "exec-1", to: "exec-2" },
        { from: "x", to: "collector-1" },
        { from: "x", to: "collector-1" },
      ],
      import: [{ to: "nobody", instance: "web" }],
      removed: [{ instance: "exec-1" }],
    }),
  );
  expect(found.map((it) => it.replace(/^fleet.yml:\d+:\d+ /, ""))).toMatchInlineSnapshot(`
    [
      "moved.2.from: x is named twice",
      "moved.2.to: collector-1 is named twice",
      "moved.0.from: exec-1 is still among the instances",
      "moved.0.to: exec-2 is not among the instances",
      "moved.0.from: exec-1 is to be removed as well",
      "import.0.to: nobody is not among the instances",
      "removed.0.instance: exec-1 is still among the instances",
    ]
  `);
});

test.each([
  ["", "is empty"],
  ["- a\n", "has no keys and values"],
  ["a: [\n", "Flow sequence"],
  ["version: 1\nversion: 1\n", "Map keys must be unique"],
  ["version: 1\nregion: ap-northeast-1\n", "give the fleet a name"],
  ["fleet: { name: x }\ninstances: [{ name: web }]\nversion: 1\n", "no region"],
])("%j is refused", async (text, message) => {
  expect((await faults(text)).join("\n")).toContain(message);
});

test("a folder of files is one fleet", async () => {
  mkdirSync(join(cli.directory, "fleet"));
  writeFleet(cli, fleetOf(), "fleet/a.yml");
  writeFleet(cli, { instances: [{ name: "web-{1..2}" }] }, "fleet/b.yml");
  const { status, stdout } = await cli("fleet validate --output json");
  expect(status).toBe(0);
  const { instances } = JSON.parse(stdout) as { instances: { name: string }[] };
  expect(instances.map(({ name }) => name)).toEqual(["exec-1", "collector-1", "web-1", "web-2"]);
  writeFleet(cli, { version: 1, instances: [{ name: "web-2" }] }, "fleet/c.yml");
  const { stderr } = await cli("fleet validate");
  expect(stderr).toContain("fleet/c.yml:1:1 version: is said in fleet/a.yml already");
  expect(stderr).toContain('"web-2" is the name of an instance in fleet/b.yml line 2 already');
});

test("defaults of an environment go over those of the fleet, and below the entry's", async () => {
  writeFleet(
    cli,
    fleetOf({
      defaults: { bundle: "nano_3_0", blueprint: "debian_12", zones: ["a"] },
      environments: { prod: { defaults: { bundle: "large_3_0" } } },
      instances: [
        { name: "dev-1" },
        { name: "prod-1", environment: "prod" },
        { name: "prod-2", environment: "prod", bundle: "micro_3_0" },
      ],
    }),
  );
  const { stdout } = await cli("fleet validate --output json");
  const { instances } = JSON.parse(stdout) as { instances: { bundle: string }[] };
  expect(instances.map(({ bundle }) => bundle)).toEqual(["nano_3_0", "large_3_0", "micro_3_0"]);
});

test("variables are those of the environment", async () => {
  writeFleet(cli, fleetOf({ defaults: { bundle: "${BUNDLE:nano_3_0}" } }));
  const bundles = async (it: Cli): Promise<unknown> =>
    (
      JSON.parse((await it("fleet validate --output json")).stdout) as {
        instances: { bundle: string }[];
      }
    ).instances[0]?.bundle;
  expect(await bundles(cli)).toBe("nano_3_0");
  expect(await bundles(cli.with({ env: { BUNDLE: "micro_3_0" } }))).toBe("micro_3_0");
  writeFleet(cli, fleetOf({ region: "${NOWHERE}" }));
  expect((await cli("fleet validate")).stderr).toContain("${NOWHERE} is not set");
});
