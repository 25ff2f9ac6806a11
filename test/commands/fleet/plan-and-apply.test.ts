import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { PUBLIC_KEY, type PlanJson, actionsOf, fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

async function plan(options = ""): Promise<PlanJson> {
  return (await cli(`fleet plan ${options} --output json`)).json() as PlanJson;
}

async function apply(options = ""): Promise<number> {
  return (await cli(`fleet apply ${options} --yes`)).status;
}

const instances = async (): Promise<Record<string, { public_ip: string; tags: object }>> => {
  const list = (await cli("infra list --output json")).json() as {
    name: string;
    public_ip: string;
    tags: object;
  }[];
  return Object.fromEntries(list.map((it) => [it.name, it]));
};

test("what is applied is what the file says, and the next plan is empty", async () => {
  writeFleet(cli, fleetOf());
  expect(actionsOf(await plan())).toEqual([
    "create instance.exec-1",
    "create instance.collector-1",
  ]);
  expect(await apply()).toBe(0);
  const after = await plan();
  expect(actionsOf(after)).toEqual([]);
  expect(after).toMatchObject({ applyable: false, monthly_usd_before: 24, monthly_usd_after: 24 });
  expect((await instances())["exec-1"]?.tags).toMatchObject({
    ...{ Environment: "prod", Team: "Quants" },
    ...{ "quants-ctl:fleet": "quants", "quants-ctl:id": "exec-1" },
  });
  const ports = (await cli("infra ports list --name exec-1 --output json")).stdout;
  expect(ports).toContain("203.0.113.0/24");
  const ips = (await cli("infra ip list --output json")).json();
  expect(ips).toMatchObject([{ name: "exec-1-static-ip", attached_to: "exec-1" }]);
});

test("what differs is changed in place, and nothing else", async () => {
  writeFleet(cli, fleetOf());
  await apply();
  await cli("infra tag set --name exec-1 --tag Owner=somebody");
  await cli("infra tag set --name exec-1 --tag Team=Others");
  await cli("infra ports set ssh@world --name exec-1 --yes");
  const found = (await plan()).resource_changes.find((it) => it.address === "instance.exec-1");
  expect(found).toMatchObject({ action: "update", blocked: null });
  expect(found?.attributes.map(({ path }) => path)).toEqual(["firewall", "tags.Team"]);
  expect(await apply()).toBe(0);
  expect(actionsOf(await plan())).toEqual([]);
  expect((await instances())["exec-1"]?.tags).toMatchObject({ Owner: "somebody", Team: "Quants" });
});

test("an attribute that lifecycle.ignore names is left alone", async () => {
  const ignoring = fleetOf({
    instances: [{ name: "exec-1", tags: { Team: "Quants" }, lifecycle: { ignore: ["tags.Team"] } }],
  });
  writeFleet(cli, ignoring);
  await apply();
  await cli("infra tag set --name exec-1 --tag Team=Others");
  expect(actionsOf(await plan())).toEqual([]);
});

test("a larger plan is a resize, a smaller one needs a word and keeps the address", async () => {
  const of = (bundle: string): object =>
    fleetOf({ instances: [{ name: "exec-1", static_ip: true, bundle }] });
  writeFleet(cli, of("small_3_0"));
  await apply();
  const address = (await instances())["exec-1"]?.public_ip;
  writeFleet(cli, of("medium_3_0"));
  expect(actionsOf(await plan())).toEqual(["resize instance.exec-1"]);
  expect(await apply()).toBe(0);
  expect((await instances())["exec-1-medium"]?.public_ip).toBe(address);
  expect(actionsOf(await plan())).toEqual([]);

  writeFleet(cli, of("nano_3_0"));
  const refused = await cli("fleet apply --yes --output json");
  expect(refused.status).toBe(5);
  expect(refused.error()).toMatchObject({ hint: "Say so with --replace exec-1." });
  expect(await apply("--replace exec-1")).toBe(0);
  expect((await instances())["exec-1"]?.public_ip).toBe(address);
  expect(actionsOf(await plan())).toEqual([]);
});

test("what is in no file is left alone, unless the file prunes", async () => {
  writeFleet(cli, fleetOf());
  await apply();
  const [first] = (fleetOf() as { instances: object[] }).instances;
  writeFleet(cli, fleetOf({ instances: [first] }));
  expect(actionsOf(await plan())).toEqual([]);
  expect((await cli("fleet plan")).stdout).toContain("left alone");
  const pruning = { fleet: { name: "quants", on_absent: "prune" }, instances: [first] };
  writeFleet(cli, fleetOf(pruning));
  // One of two is more than 30 %.
  expect((await cli("fleet apply --yes")).stderr).toContain("--max-delete 1");
  expect(Object.keys(await instances())).toHaveLength(2);
  expect(await apply("--max-delete 1")).toBe(0);
  expect(Object.keys(await instances())).toEqual(["exec-1"]);
});

test("nothing that is protected is deleted or made anew, whatever the file says", async () => {
  writeFleet(cli, fleetOf({ instances: [{ name: "exec-1", protect: true }] }));
  await apply();
  writeFleet(cli, fleetOf({ fleet: { name: "quants", on_absent: "prune" }, instances: [] }));
  const pruned = await cli("fleet apply --yes --max-delete 9 --output json");
  expect(pruned.status).toBe(5);
  expect(JSON.stringify(pruned.error())).toContain("protected by Protected=true");
  writeFleet(cli, fleetOf({ instances: [{ name: "exec-1", bundle: "nano_3_0" }] }));
  const replaced = await cli("fleet apply --yes --replace exec-1 --output json");
  expect(replaced.status).toBe(5);
  expect(Object.keys(await instances())).toEqual(["exec-1"]);
});

test("moved, import and removed change only whose it is", async () => {
  await cli("infra create --name old-7");
  writeFleet(cli, fleetOf());
  await apply();
  writeFleet(
    cli,
    fleetOf({
      instances: [{ name: "exec-2" }, { name: "old", bundle: "small_3_0" }],
      moved: [{ from: "exec-1", to: "exec-2" }],
      import: [{ to: "old", instance: "old-7" }],
      removed: [{ instance: "collector-1" }],
      defaults: { blueprint: "ubuntu_24_04" },
    }),
  );
  const planned = await plan();
  // The image of what was imported is another one.
  expect(planned.resource_changes.find((it) => it.address === "instance.old")?.action).toBe(
    "replace",
  );
  writeFleet(
    cli,
    fleetOf({
      instances: [{ name: "exec-2" }, { name: "old" }],
      moved: [{ from: "exec-1", to: "exec-2" }],
      import: [{ to: "old", instance: "old-7" }],
      removed: [{ instance: "collector-1" }],
      defaults: {},
    }),
  );
  expect(actionsOf(await plan())).toEqual([
    "update instance.exec-2",
    "import instance.old",
    "forget instance.collector-1",
  ]);
  expect(await apply()).toBe(0);
  expect(actionsOf(await plan())).toEqual([]);
  const now = await instances();
  expect(Object.keys(now).toSorted()).toEqual(["collector-1", "exec-1", "old-7"]);
  expect(now["collector-1"]?.tags).not.toHaveProperty("quants-ctl:fleet");
});

test("an instance that has the name and is not the fleet's is never taken", async () => {
  await cli("infra create --name exec-1");
  writeFleet(cli, fleetOf());
  const { status, error } = await cli("fleet apply --yes --output json");
  expect(status).toBe(5);
  expect(error()).toMatchObject({ code: "conflict", resource: "exec-1" });
  expect(Object.keys(await instances())).toEqual(["exec-1"]);
});

test("above its budget nothing is planned without a word", async () => {
  writeFleet(cli, fleetOf({ fleet: { name: "quants", budget_usd_per_month: 20 } }));
  const { status, stdout, stderr } = await cli("fleet plan");
  expect(status).toBe(5);
  expect(stdout).toContain("with a budget of $20.00");
  expect(stderr).toContain("--over-budget");
  expect(await apply()).toBe(5);
  expect(await apply("--over-budget")).toBe(0);
});

test("a kept plan is applied as it is, and refused when it is no longer true", async () => {
  writeFleet(cli, fleetOf());
  await cli("fleet plan --out fleet.plan");
  expect(statSync(join(cli.directory, "fleet.plan")).mode & 0o777).toBe(0o600);
  // What the file says meanwhile is for the next plan.
  writeFleet(cli, fleetOf({ instances: [] }));
  expect((await cli("fleet apply fleet.plan")).status).toBe(0);
  expect(Object.keys(await instances())).toHaveLength(2);
  const again = await cli("fleet apply fleet.plan --output json");
  expect(again.status).toBe(5);
  expect(again.error()["message"]).toContain("no longer true");
  const text = readFileSync(join(cli.directory, "fleet.plan"), "utf8");
  writeFileSync(join(cli.directory, "fleet.plan"), text.replace('"1.0"', '"9.0"'));
  expect((await cli("fleet apply fleet.plan")).status).toBe(4);
});

test("a key pair is imported once, and never replaced by another key", async () => {
  const with_ = (key: string): object =>
    fleetOf({
      key_pairs: [{ name: "ops", public_key: key }],
      instances: [{ name: "exec-1", key_pair: "ops" }],
    });
  writeFleet(cli, with_(PUBLIC_KEY));
  expect(actionsOf(await plan())).toEqual(["create key_pair.ops", "create instance.exec-1"]);
  expect(await apply()).toBe(0);
  expect(actionsOf(await plan())).toEqual([]);
  writeFleet(cli, with_(PUBLIC_KEY.replace("AAAAIE9", "AAAAIE8")));
  const { status, stderr } = await cli("fleet plan");
  expect(status).toBe(5);
  expect(stderr).toContain("give the new one a name of its own".replace("give", "Give"));
});

test("markdown is one table, in which no tag can begin a cell of its own", async () => {
  const tags = { Team: "a | b <img> `x`" };
  writeFleet(cli, fleetOf({ instances: [{ name: "exec-1", tags }] }));
  const { stdout } = await cli("fleet plan --output markdown");
  expect(stdout).toContain("## Fleet quants: 1 to create.");
  expect(stdout).toContain(String.raw`a \| b \<img\> \`x\``);
});

test("without a terminal an apply needs --yes", async () => {
  writeFleet(cli, fleetOf());
  const { status, stderr } = await cli("fleet apply");
  expect(status).toBe(2);
  expect(stderr).toContain("--yes");
  expect(await instances()).toEqual({});
});
