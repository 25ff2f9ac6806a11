import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AllocateStaticIpCommand,
  CreateInstancesCommand,
  GetInstanceCommand,
  GetInstancesCommand,
  GetRegionsCommand,
  LightsailClient,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import type { FaultRule } from "../../../src/providers/sandbox/fault-plan.ts";
import {
  createSandbox,
  type FaultPlan,
  readFaultPlan,
} from "../../../src/providers/sandbox/index.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances, REGION, tempDirectory } from "./harness.ts";

const withRules = (...rules: FaultRule[]) => harness({ faults: { seed: 1, rules } });

const list = new GetInstancesCommand({});

test("throttling, on the calls that were chosen", async () => {
  const { client } = withRules({ operation: "GetInstances", fault: "throttle", calls: [2] });
  await client.send(list);
  await expect(client.send(list)).rejects.toMatchObject({
    name: "ThrottlingException",
    message: "Rate exceeded",
    $metadata: { httpStatusCode: 400 },
  });
  await client.send(list);
});

test("server errors, in one region", async () => {
  const sandbox = withRules({ operation: "*", region: "eu-west-1", fault: "server_error" });
  await sandbox.client.send(list);
  await expect(sandbox.clientOf("eu-west-1").send(list)).rejects.toMatchObject({
    name: "ServiceException",
    $metadata: { httpStatusCode: 500 },
  });
});

test("a reset before the effect has none, one after it has", async () => {
  const create = new CreateInstancesCommand(newInstances("web-1"));
  const get = new GetInstanceCommand({ instanceName: "web-1" });
  for (const [fault, exists] of [
    ["reset_before", false],
    ["reset_after", true],
  ] as const) {
    const { client } = withRules({ operation: "CreateInstances", fault });
    await expect(client.send(create)).rejects.toMatchObject({ code: "ECONNRESET" });
    const found = await client.send(get).then(
      () => true,
      () => false,
    );
    expect(found).toBe(exists);
  }
});

test("the SDK's own retry meets a reset as it would a real one", async () => {
  const { requestHandler } = withRules({ operation: "*", fault: "reset_before", calls: [1] });
  const client = new LightsailClient({
    region: REGION,
    requestHandler,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const { $metadata } = await client.send(list);
  expect($metadata.attempts).toBe(2);
});

test("latency is the clock's", async () => {
  const { client, clock } = withRules({ operation: "GetRegions", fault: "latency", ms: 4_000 });
  const before = clock.now();
  await client.send(new GetRegionsCommand({}));
  expect(clock.now() - before).toBe(4_000);
});

test("an aborted call does not wait for the latency", async () => {
  const clock = fakeClock();
  const { client } = harness({
    clock,
    faults: { rules: [{ operation: "*", fault: "latency", ms: 1_000 }] },
  });
  const controller = new AbortController();
  const pending = client.send(list, { abortSignal: controller.signal });
  setImmediate(() => controller.abort());
  await expect(pending).rejects.toMatchObject({ name: "AbortError" });
});

test("running before the address is there", async () => {
  const { client, clock } = withRules({
    operation: "CreateInstances",
    fault: "late_address",
    ms: 5_000,
  });
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  const get = async () =>
    (await client.send(new GetInstanceCommand({ instanceName: "web-1" }))).instance;
  expect((await get())?.state?.name).toBe("running");
  expect((await get())?.publicIpAddress).toBeUndefined();
  await clock.advance(5_000);
  expect((await get())?.publicIpAddress).toBeDefined();
});

test("no capacity", async () => {
  const { client } = withRules({ operation: "*", fault: "capacity" });
  await client.send(list);
  await expect(client.send(new CreateInstancesCommand(newInstances("web-1")))).rejects.toThrow(
    /^InsufficientInstanceCapacity: There is not enough capacity/,
  );
});

test("quotas: vCPUs per region, and static IPs", async () => {
  const { client } = harness({ faults: { quotas: { instances: 4, static_ips: 1 } } });
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  await expect(
    client.send(new CreateInstancesCommand(newInstances("web-2", "web-3"))),
  ).rejects.toThrow("Sorry, you've reached your maximum limit of Lightsail Instances : 4.");
  await client.send(new CreateInstancesCommand(newInstances("web-2")));
  await client.send(new AllocateStaticIpCommand({ staticIpName: "ip-1" }));
  await expect(client.send(new AllocateStaticIpCommand({ staticIpName: "ip-2" }))).rejects.toThrow(
    /Static IPs : 1/,
  );
});

test("the quota fault", async () => {
  const { client } = withRules({ operation: "*", fault: "quota", calls: [1] });
  await client.send(list);
  const create = new CreateInstancesCommand(newInstances("web-1"));
  await expect(client.send(create)).rejects.toThrow(/maximum limit of Lightsail Instances/);
  await client.send(create);
});

test("the same seed gives the same faults, another seed others", async () => {
  const outcomes = async (seed: number) => {
    const rule = { operation: "GetInstances", fault: "throttle", probability: 0.5 } as const;
    const { client } = harness({ faults: { seed, rules: [rule] } });
    const results: boolean[] = [];
    for (let call = 0; call < 40; call += 1) {
      results.push(
        await client.send(list).then(
          () => true,
          () => false,
        ),
      );
    }
    return results;
  };
  const first = await outcomes(7);
  expect(await outcomes(7)).toEqual(first);
  expect(await outcomes(8)).not.toEqual(first);
  expect(first.filter(Boolean).length).toBeGreaterThan(8);
  expect(first.filter(Boolean).length).toBeLessThan(32);
});

test("a plan's faults are reported all at once", () => {
  const faults = {
    sed: 1,
    quotas: { static_ips: -1, disks: 2 },
    rules: [
      { operation: "GetInstanse", fault: "throttle" },
      { operation: "GetInstances", fault: "capacity", calls: [0] },
      { operation: "*", fault: "latency", region: "mars", probability: 2 },
      "throttle",
    ],
  } as unknown as FaultPlan;
  const attempt = () => createSandbox({ directory: "/nowhere", faults });
  expect(attempt).toThrow(QuantsError);
  expect(attempt).toThrow(
    `The fault plan is not valid: fault plan
  - sed: is unknown; known: seed, quotas, certificates, rules
  - quotas.disks: is unknown; known: instances, static_ips
  - quotas.static_ips: must be a whole number from 0
  - rules[0].operation: must be the name of a Lightsail operation or *
  - rules[1].fault: capacity can't happen to GetInstances
  - rules[1].calls[0]: must be a whole number from 1
  - rules[2].region: must be a Lightsail region
  - rules[2].probability: must be a number from 0 to 1
  - rules[2].ms: is required for latency
  - rules[3]: must be a mapping`,
  );
});

test.each([
  ["plan.json", '{"seed":3,"rules":[{"operation":"*","fault":"throttle"}]}'],
  ["plan.yml", "seed: 3\nrules:\n  - operation: '*'\n    fault: throttle\n"],
])("a plan can be read from %s", async (name, text) => {
  const file = join(tempDirectory(), name);
  writeFileSync(file, text);
  expect(await readFaultPlan(file)).toEqual({
    seed: 3,
    rules: [{ operation: "*", fault: "throttle" }],
  });
});

test("an unreadable plan is a clear error", async () => {
  const directory = tempDirectory();
  await expect(readFaultPlan(join(directory, "none.yml"))).rejects.toMatchObject({
    code: "config_not_found",
  });
  writeFileSync(join(directory, "bad.yml"), "a: [");
  await expect(readFaultPlan(join(directory, "bad.yml"))).rejects.toMatchObject({
    code: "config_invalid",
  });
});
