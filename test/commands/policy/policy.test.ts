import { beforeEach, expect, test } from "vitest";
import { AFTER_FIREWALL, OPERATIONS, isRead } from "../../../src/core/policy/operations.ts";
import { notingRegistry } from "../../helpers/called-operations.ts";
import { makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { faultyCli } from "../../helpers/faults.ts";
import {
  alarmScenario,
  backupScenario,
  dnsScenario,
  fleetPlanScenario,
  fleetScenario,
  infraScenario,
} from "./scenarios.ts";

const called = new Set<string>();
interface Policy {
  Statement: { Sid: string; Action: string[]; Resource: string }[];
}

async function policy(line: string): Promise<Policy["Statement"]> {
  const cli = makeCli();
  try {
    const { status, json } = await cli(`policy ${line}`);
    expect(status).toBe(0);
    return (json() as Policy).Statement;
  } finally {
    cli.dispose();
  }
}

let clock: FakeClock;
beforeEach(() => {
  clock = fakeClock({ auto: true });
});

/** The first answer to each kind of change gets lost: what was done is looked for then. */
const LOST = [...new Set(Object.values(OPERATIONS).flat())]
  .filter((it) => !isRead(it))
  .map((operation) => ({ operation, fault: "reset_after", calls: [1] }));

test.each([
  ["fleet", fleetScenario],
  ["fleet-plan", fleetPlanScenario],
  ["infra", infraScenario],
  ["backup", backupScenario],
  ["dns", dnsScenario],
  ["alarm", alarmScenario],
] as const)("the operations of %s are those that its commands call", async (area, scenario) => {
  const all = new Set<string>();
  for (const rules of [[], LOST]) {
    const fresh = makeCli({ clock, registry: notingRegistry(called) });
    const cli = rules.length === 0 ? fresh : faultyCli(fresh, rules);
    const go = async (line: string): Promise<void> => {
      const { status, stderr } = await cli(line);
      expect({ line, status, stderr }).toMatchObject({ line, status: 0 });
    };
    try {
      called.clear();
      await scenario({ cli, go, called, clock });
    } finally {
      fresh.dispose();
    }
    for (const it of called) all.add(it);
  }
  expect([...all].toSorted()).toEqual(OPERATIONS[area]);
});

test("a policy allows what its areas need, each action once", async () => {
  const statements = await policy("--for backup --for fleet-plan");
  expect(statements).toEqual([
    {
      Sid: "LightsailReads",
      Effect: "Allow",
      Action: [
        "lightsail:GetBundles",
        "lightsail:GetInstanceSnapshot",
        "lightsail:GetInstanceSnapshots",
        "lightsail:GetInstances",
        "lightsail:GetKeyPairs",
        "lightsail:GetStaticIps",
      ],
      Resource: "*",
    },
    {
      Sid: "LightsailChanges",
      Effect: "Allow",
      Action: [
        "lightsail:CopySnapshot",
        "lightsail:CreateInstanceSnapshot",
        "lightsail:DeleteInstanceSnapshot",
        "lightsail:TagResource",
      ],
      Resource: "*",
    },
  ]);
});

test("what changes firewalls may also wait for that, as it never has to on the sandbox", async () => {
  const [reads] = await policy("--for fleet");
  expect(reads?.Action).toContain("lightsail:GetOperation");
  expect(Object.values(OPERATIONS).flat()).not.toContain(AFTER_FIREWALL);
});

test("whoever makes a zone may tag it", async () => {
  const [, changes] = await policy("--for dns");
  expect(changes?.Action).toContain("lightsail:CreateDomain");
  expect(changes?.Action).toContain("lightsail:TagResource");
});

test.each([
  ["fleet", ["s3:GetObject", "s3:PutObject"]],
  ["fleet-plan", ["s3:GetObject"]],
])("the record of a fleet is one object: %s", async (area, actions) => {
  const statements = await policy(`--for ${area} --record s3://ops-records/fleets/quants.json`);
  expect(statements.slice(-2)).toMatchObject([
    { Action: ["s3:ListBucket"], Resource: "arn:aws:s3:::ops-records" },
    { Action: actions, Resource: "arn:aws:s3:::ops-records/fleets/quants.json" },
  ]);
});

test.each([
  ["--for everything", 2],
  ["", 2],
  ["--for infra --record s3://ops-records/a", 2],
  ["--for fleet --record s3://ops-records/*", 2],
  ["--for fleet --record ops-records", 2],
])("policy %s is refused", async (line, expected) => {
  const cli = makeCli();
  const { status, stdout } = await cli(`policy ${line}`.trim());
  cli.dispose();
  expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
});
