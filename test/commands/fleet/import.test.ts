import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type PlanJson, actionsOf, fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const text = (file = "fleet.yml"): string => readFileSync(join(cli.directory, file), "utf8");

async function plan(): Promise<PlanJson> {
  return (await cli("fleet plan --output json")).json() as PlanJson;
}

/** Instances with what a file can say of them. */
async function makeSome(): Promise<void> {
  await cli(
    "infra create --name web-1 --bundle micro_3_0 --static-ip --port ssh@203.0.113.0/24 --port https@world --tag Environment=prod --tag Service=api --tag Backup=daily --tag Protected=true",
    ...["--tag", "Note=${HOME} # {{ x }}: y"],
  );
  await cli("infra create --name web-2 --az ap-northeast-1c --port icmp/8@world --tag Flag=");
  await cli("infra create --name web-1 --region us-east-1 --ip-address-type ipv4");
}

test("what is imported is planned as nothing but imports, and applied without a change", async () => {
  await makeSome();
  const { status, stdout } = await cli(
    "fleet import --all --region ap-northeast-1,us-east-1 --fleet ops",
  );
  expect(status).toBe(0);
  expect(stdout).toContain("3 instances written to fleet.yml, which is new.");
  expect(statSync(join(cli.directory, "fleet.yml")).mode & 0o777).toBe(0o600);
  const planned = await plan();
  expect(actionsOf(planned)).toEqual([
    "import instance.web-1",
    "import instance.web-1-us-east-1",
    "import instance.web-2",
  ]);
  const paths = planned.resource_changes.flatMap((it) => it.attributes.map(({ path }) => path));
  expect(paths.every((it) => it.startsWith("tags.quants-ctl:"))).toBe(true);
  expect((await cli("fleet apply --yes")).status).toBe(0);
  expect(actionsOf(await plan())).toEqual([]);
  const exported = (await cli("fleet export ops --region ap-northeast-1,us-east-1")).stdout;
  writeFleet(cli, exported);
  expect(actionsOf(await plan())).toEqual([]);
});

test("comments and order stay, and what is of a fleet already is left out", async () => {
  writeFleet(cli, fleetOf({ instances: [{ name: "exec-1" }] }));
  await cli("fleet apply --yes");
  await cli("infra create --name web-2");
  const commented = text().replace("instances:\n", "instances: # all of them\n") + "# the end\n";
  writeFleet(cli, commented);
  const dry = await cli("fleet import --all --dry-run");
  expect(text()).toBe(commented);
  expect((await cli("fleet import --name 'web-*'")).status).toBe(0);
  expect(text()).toBe(dry.stdout);
  expect(text()).toContain("# all of them\n");
  expect(text()).toContain("# the end");
  expect(text()).not.toContain("instance: exec-1");
  expect(actionsOf(await plan())).toEqual(["import instance.web-2"]);
});

test("what a file's defaults would make otherwise is said of what is imported", async () => {
  const defaults = { key_pair: "ops", static_ip: true, snapshots: { auto: "06:00" } };
  writeFleet(cli, fleetOf({ defaults: { ...defaults, ip_address_type: "ipv4" }, instances: [] }));
  await cli("infra create --name web-2");
  expect((await cli("fleet import --all")).status).toBe(0);
  expect(actionsOf(await plan())).toEqual(["import instance.web-2"]);
  expect((await cli("fleet apply --yes")).status).toBe(0);
  expect(actionsOf(await plan())).toEqual([]);
});

test("tags and protection that a file has by default are not put on what is imported", async () => {
  const defaults = { protect: true, tags: { Team: "Quants", Owner: "ops" } };
  writeFleet(cli, fleetOf({ defaults, instances: [] }));
  await cli("infra create --name web-2 --tag Team=Others");
  const before = text();
  expect((await cli("fleet import --all")).status).toBe(0);
  expect(text().startsWith(before.replace("instances: []\n", "instances:\n"))).toBe(true);
  expect((await cli("fleet apply --yes")).status).toBe(0);
  expect(actionsOf(await plan())).toEqual([]);
  const [{ tags } = { tags: {} }] = (await cli("infra list --output json")).json() as {
    tags: Record<string, string>;
  }[];
  expect(Object.keys(tags).filter((it) => !it.startsWith("quants-ctl:"))).toEqual(["Team"]);
});

test("an instance on which the fleet's tags find no room is refused, and the file is not touched", async () => {
  const tags = Array.from({ length: 48 }, (_, at) => `--tag t${at}=x`).join(" ");
  await cli(`infra create --name full ${tags}`);
  const { status, error } = await cli("fleet import --all --output json");
  expect(status).toBe(5);
  expect(error()).toMatchObject({ code: "conflict", resource: "full" });
  expect(existsSync(join(cli.directory, "fleet.yml"))).toBe(false);
});

test.each([
  ["", "No instance is selected", 2],
  ["--all --name web", "--all selects all", 2],
  ["--name nobody-*", "No instance of no fleet matches (0 checked", 3],
  ["--all --region eu-wset-1", "is not a region", 2],
])("import %s is refused", async (options, message, wanted) => {
  const { status, stderr } = await cli(`fleet import ${options}`);
  expect(status).toBe(wanted);
  expect(stderr).toContain(message);
});
