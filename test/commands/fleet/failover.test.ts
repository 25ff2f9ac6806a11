import {
  CreateDomainCommand,
  CreateDomainEntryCommand,
  CreateInstanceSnapshotCommand,
  GetDomainCommand,
  TagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { faultyCli } from "../../helpers/faults.ts";
import { PUBLIC_KEY, type PlanJson, actionsOf, fleetOf, writeFleet } from "./fleet.ts";
import { sandboxClient } from "./sandbox-client.ts";

const HOUR = 3_600_000;
const [FROM, TO] = ["ap-northeast-1", "ap-southeast-2"];
/** The whole region is gone. */
const GONE = [{ operation: "*", region: FROM, fault: "reset_before" }];
const FAILOVER = `fleet failover --from ${FROM} --yes --output json`;

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
let lost: Cli;

const FLEET = fleetOf({
  key_pairs: [{ name: "ops", public_key: PUBLIC_KEY }],
  instances: [
    {
      ...{ name: "exec-1", environment: "prod", static_ip: true, key_pair: "ops" },
      firewall: ["ssh@203.0.113.0/24"],
      snapshots: { backup: "daily", copy_to: TO, keep: 1, auto: "06:00" },
    },
    { name: "collector-1", firewall: [], snapshots: { backup: "daily", copy_to: TO } },
  ],
});

beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  writeFleet(cli, FLEET);
  await cli("fleet apply --yes");
  await cli("backup run");
  await clock.advance(3 * HOUR);
  lost = faultyCli(cli, GONE);
});
afterEach(() => cli.dispose());

interface Found {
  name: string;
  public_ip: string;
  tags: Record<string, string>;
  bundle_id: string;
}
const inRegion = async (region: string): Promise<Found[]> =>
  (await cli(`infra list --region ${region} --output json`)).json() as Found[];

const destroyIn = async (region: string): Promise<number> =>
  (await cli(`infra destroy exec-1 collector-1 --region ${region} --yes`)).status;

test("a region that does not answer at all is made elsewhere, with its addresses in DNS", async () => {
  const client = sandboxClient(cli, clock);
  const domainName = "example.com";
  const before = await inRegion(FROM);
  const execIp = before.find(({ name }) => name === "exec-1")?.public_ip ?? "";
  await client.send(new CreateDomainCommand({ domainName }));
  for (const [name, target] of [
    ["exec.example.com", execIp],
    ["other.example.com", "192.0.2.77"],
  ] as const) {
    const domainEntry = { name, type: "A", target };
    await client.send(new CreateDomainEntryCommand({ domainName, domainEntry }));
  }

  const dry = await lost(`${FAILOVER} --dry-run`);
  expect(dry).toMatchObject({ status: 0 });
  expect(await inRegion(TO)).toEqual([]);

  const { status, json } = await lost(FAILOVER);
  expect({ status, json: json() }).toMatchObject({
    status: 0,
    json: {
      ...{ fleet: "quants", from: FROM, to: TO, changed: true, from_answers: false },
      instances: [
        {
          name: "exec-1",
          resource_name: "exec-1",
          lost_seconds: expect.closeTo(3 * 3600, -2),
          error: null,
        },
        { name: "collector-1", snapshot: expect.stringMatching(/-from-ap-northeast-1$/) },
      ],
      ...{ without_copy: [], dns_left: null, finish_with: null },
      dns: [{ name: "exec.example.com", before: execIp, instance: "exec-1", error: null }],
    },
  });
  const made = await inRegion(TO);
  const exec = made.find(({ name }) => name === "exec-1");
  expect(exec).toMatchObject({
    bundle_id: "small_3_2",
    ...{ key_pair: "ops", is_static_ip: true },
    tags: {
      ...{ "quants-ctl:fleet": "quants", "quants-ctl:id": "exec-1", Environment: "prod" },
      ...{ "quants-ctl:stands-in-for": FROM, BackupCopy: `${FROM}:1` },
    },
  });
  const { domain } = await client.send(new GetDomainCommand({ domainName }));
  const targets = domain?.domainEntries?.filter(({ type }) => type === "A");
  expect(targets?.map(({ name, target }) => [name, target])).toEqual([
    ["exec.example.com", exec?.public_ip],
    ["other.example.com", "192.0.2.77"],
  ]);
  const ports = (await cli(`infra ports list --name exec-1 --region ${TO} --output json`)).stdout;
  expect(ports).toContain("203.0.113.0/24");

  // A second run finds everything, and changes nothing.
  const again = await lost(FAILOVER);
  expect(again).toMatchObject({ status: 0 });
  expect(again.json()).toMatchObject({ changed: false, dns: [] });
  expect((await inRegion(TO)).map(({ public_ip: ip }) => ip)).toEqual(
    made.map(({ public_ip: ip }) => ip),
  );

  // While the region is gone, the plan goes on without it; when it is back, both are told.
  const gone = await lost("fleet plan --output json");
  expect(gone).toMatchObject({ status: 0 });
  expect(actionsOf(gone.json() as PlanJson)).toEqual([]);
  expect(gone.stderr).toContain("left out");
  expect((await lost("fleet drift --ignore-unmanaged --output json")).json()).toMatchObject({
    has_drift: false,
  });
  const back = await cli("fleet plan");
  expect(back.status).toBe(5);
  expect(back.stdout).toContain("is back in ap-northeast-1");

  // And back: what stands in is backed up to where it came from.
  const early = await cli(`fleet failover --from ${TO} --yes`);
  expect(early).toMatchObject({ status: 5 });
  expect(early.stderr).toContain("There is no complete copy");
  await clock.advance(24 * HOUR);
  expect(await cli(`backup run --region ${TO}`)).toMatchObject({ status: 0 });
  await clock.advance(HOUR);
  const still = await cli(`fleet failover --from ${TO} --yes`);
  expect(still).toMatchObject({ status: 5 });
  expect(still.stderr).toContain("is in ap-northeast-1 still");
  expect(await destroyIn(FROM)).toBe(0);
  const home = await cli(`fleet failover --from ${TO} --yes --output json`);
  expect(home).toMatchObject({ status: 0 });
  expect(home.json()).toMatchObject({ to: FROM, from_answers: true, without_copy: [] });
  expect(await destroyIn(TO)).toBe(0);
  const end = await cli("fleet plan --output json");
  expect(actionsOf(end.json() as PlanJson)).toEqual([]);
});

test("without a copy of each, nothing is made but with --partial, and forged copies count for nothing", async () => {
  const list = (await cli(`infra snapshot list --region ${TO} --output json`)).json() as {
    name: string;
    tags: Record<string, string>;
  }[];
  const copy = list.find(({ name }) => name.startsWith("collector-1"));
  await cli(`infra snapshot delete ${copy?.name} --region ${TO} --yes`);
  // Of another instance, in another region, but with the tags of a copy.
  await cli(`infra create --name stranger --region ${TO} --bundle nano_3_2`);
  const tags = Object.entries(copy?.tags ?? {}).flatMap(([key, value]) => [
    "--tag",
    `${key}=${value}`,
  ]);
  await cli(`infra snapshot create stranger --snapshot-name forged --region ${TO}`, ...tags);
  // Of another instance of the lost region.
  await cli("infra snapshot create exec-1 --snapshot-name mine");
  await cli(`infra snapshot copy mine --to-region ${TO} --snapshot-name forged-2`);
  await sandboxClient(cli, clock, TO).send(
    new TagResourceCommand({
      resourceName: "forged-2",
      tags: Object.entries(copy?.tags ?? {}).map(([key, value]) => ({ key, value })),
    }),
  );
  const refused = await lost(FAILOVER);
  expect(refused).toMatchObject({ status: 5 });
  expect(refused.stderr).toContain("collector-1: There is no complete copy");
  expect((await inRegion(TO)).map(({ name }) => name)).toEqual(["stranger"]);
  const partial = await lost(`${FAILOVER} --partial`);
  expect(partial).toMatchObject({ status: 0 });
  expect(partial.json()).toMatchObject({
    instances: [{ name: "exec-1" }],
    without_copy: ["collector-1"],
    finish_with: null,
  });
});

test("an address that somebody has is not taken out of DNS, whatever a copy says", async () => {
  const client = sandboxClient(cli, clock);
  await cli("infra create --name alive --region us-east-1 --bundle nano_3_0");
  const [alive] = await inRegion("us-east-1");
  const list = (await cli(`infra snapshot list --region ${TO} --output name`)).stdout.split("\n");
  for (const name of list.filter((it) => it !== "")) {
    const key = "quants-ctl:copy-addresses";
    await sandboxClient(cli, clock, TO).send(
      new TagResourceCommand({
        resourceName: name,
        tags: [{ key, value: `${alive?.public_ip} x;rm 999.1.1.1 192.0.2.50/8` }],
      }),
    );
  }
  const domainName = "example.com";
  await client.send(new CreateDomainCommand({ domainName }));
  const domainEntry = { name: "alive.example.com", type: "A", target: alive?.public_ip };
  await client.send(new CreateDomainEntryCommand({ domainName, domainEntry }));
  writeFleet(cli, { ...FLEET, import: [{ to: "exec-1", instance: "alive", region: "us-east-1" }] });
  const { status, json } = await lost(FAILOVER);
  expect({ status, json: json() }).toMatchObject({ status: 0, json: { dns: [] } });
});

test("the region of DNS itself, no region at all, and what was interrupted", async () => {
  expect((await cli("fleet failover --from eu-west-1 --yes")).status).toBe(2);
  expect((await cli(`fleet failover --from eu-west-1 --to ${TO} --yes`)).status).toBe(3);
  expect((await cli(`fleet failover --from ${FROM} --to ${FROM} --yes`)).status).toBe(2);
  expect((await cli(`fleet failover --from ${FROM}`)).status).toBe(2);
  const dnsToo = faultyCli(cli, [
    ...GONE,
    { operation: "GetDomains", fault: "server_error" },
    { operation: "AllocateStaticIp", fault: "server_error" },
  ]);
  const half = await dnsToo(FAILOVER);
  expect(half.status).not.toBe(0);
  expect(half.json()).toMatchObject({
    dns_left: expect.stringContaining("us-east-1"),
    instances: [
      { name: "exec-1", not_done: expect.arrayContaining(["static_ip"]) },
      { error: null },
    ],
    finish_with: expect.anything(),
  });
  lost = faultyCli(cli, GONE);
  expect(await lost("infra resume --yes")).toMatchObject({ status: 0 });
  const made = await inRegion(TO);
  expect(made.find(({ name }) => name === "exec-1")).toMatchObject({ is_static_ip: true });
});

test("where DNS itself is lost, the instances are made, and the result says what is left", async () => {
  const target = sandboxClient(cli, clock, "eu-west-1");
  await cli("infra create --name stranger --region eu-west-1 --bundle nano_3_0");
  // The copies are on the second page of what is there.
  for (let index = 0; index < 101; index += 1) {
    await target.send(
      new CreateInstanceSnapshotCommand({
        instanceSnapshotName: `other-${index}`,
        instanceName: "stranger",
      }),
    );
  }
  const snapshots = { backup: "daily", copy_to: "eu-west-1" };
  const instances = [{ name: "web-1", firewall: [], snapshots }];
  writeFleet(cli, fleetOf({ region: "us-east-1", instances }));
  await cli("fleet apply --yes");
  await cli("backup run --region us-east-1");
  await clock.advance(HOUR);
  lost = faultyCli(cli, [{ operation: "*", region: "us-east-1", fault: "reset_before" }]);
  const { status, json } = await lost("fleet failover --from us-east-1 --yes --output json");
  expect({ status, json: json() }).toMatchObject({
    status: 0,
    json: {
      instances: [{ name: "web-1", error: null }],
      ...{ dns: [], dns_left: expect.stringContaining("us-east-1, which is lost") },
    },
  });
  expect((await inRegion("eu-west-1")).map(({ name }) => name)).toEqual(["stranger", "web-1"]);
});
