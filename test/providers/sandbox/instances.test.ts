import {
  CreateInstancesCommand,
  DeleteInstanceCommand,
  GetInstanceCommand,
  GetInstancesCommand,
  GetInstanceStateCommand,
  InvalidInputException,
  NotFoundException,
  OperationFailureException,
  RebootInstanceCommand,
  SetIpAddressTypeCommand,
  StartInstanceCommand,
  StopInstanceCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { type Harness, harness, newInstances, ZONE } from "./harness.ts";

const get = async ({ client }: Harness, instanceName = "web-1") =>
  (await client.send(new GetInstanceCommand({ instanceName }))).instance ?? {};

const stateOf = async (sandbox: Harness, instanceName = "web-1") =>
  (await get(sandbox, instanceName)).state?.name;

/** Creates `web-1` and whatever else is wished. */
async function withInstance(sandbox: Harness, more: object = {}): Promise<Harness> {
  await sandbox.client.send(new CreateInstancesCommand({ ...newInstances("web-1"), ...more }));
  return sandbox;
}

describe("create", () => {
  test("answers one started operation for each instance, and shows the instance at once", async () => {
    const clock = fakeClock();
    const sandbox = harness({ clock, pace: "real" });
    const { operations } = await sandbox.client.send(
      new CreateInstancesCommand(newInstances("web-1", "web-2")),
    );
    expect(operations).toMatchObject(
      ["web-1", "web-2"].map((resourceName) => ({
        resourceName,
        resourceType: "Instance",
        operationType: "CreateInstance",
        status: "Started",
        isTerminal: false,
        location: { availabilityZone: ZONE, regionName: "us-east-1" },
      })),
    );
    expect(operations?.[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    const pending = await get(sandbox);
    expect(pending.state).toEqual({ code: 0, name: "pending" });
    expect(pending.publicIpAddress).toBeUndefined();

    await clock.advance(25_000);
    expect((await get(sandbox)).state).toEqual({ code: 16, name: "running" });
    expect((await get(sandbox)).publicIpAddress).toBe("198.51.100.1");
  });

  test("has every member that clients rely on", async () => {
    const sandbox = await withInstance(harness(), {
      tags: [{ key: "Service", value: "web" }, { key: "only" }],
    });
    expect(await get(sandbox)).toMatchObject({
      name: "web-1",
      arn: expect.stringMatching(/^arn:aws:lightsail:us-east-1:\d{12}:Instance\/[0-9a-f-]{36}$/),
      supportCode: expect.stringMatching(/^\d{12}\/i-0[0-9a-f]{16}$/),
      createdAt: new Date("2026-01-15T12:00:00Z"),
      location: { availabilityZone: ZONE, regionName: "us-east-1" },
      resourceType: "Instance",
      tags: [{ key: "Service", value: "web" }, { key: "only" }],
      blueprintId: "ubuntu_22_04",
      blueprintName: "Ubuntu",
      bundleId: "small_3_0",
      isStaticIp: false,
      privateIpAddress: expect.stringMatching(/^172\.26\.\d+\.\d+$/),
      ipv6Addresses: [expect.stringMatching(/^2001:db8:/)],
      ipAddressType: "dualstack",
      hardware: {
        cpuCount: 2,
        ramSizeInGb: 2,
        disks: [{ sizeInGb: 60, isSystemDisk: true, iops: 180, attachedTo: "web-1" }],
      },
      networking: { monthlyTransfer: { gbPerMonthAllocated: 3072 } },
      username: "ubuntu",
      sshKeyName: "LightsailDefaultKeyPair",
      metadataOptions: { state: "applied", httpTokens: "optional" },
    });
    expect(await get(sandbox)).not.toHaveProperty("addOns");
    expect(await get(sandbox)).not.toHaveProperty("userData");
  });

  const refusals: [why: string, change: object, message: string | RegExp][] = [
    ["zone of another region", { availabilityZone: "eu-west-1a" }, /eu-west-1a is not valid/],
    ["upper-case zone", { availabilityZone: "US-EAST-1A" }, /not valid/],
    [
      "unknown bundle",
      { bundleId: "nano_1_0" },
      "The specified bundle does not exist in this region: nano_1_0",
    ],
    [
      "unknown blueprint",
      { blueprintId: "beos_5" },
      "The blueprint beos_5 is not available in us-east-1",
    ],
    ["Windows on a Linux plan", { blueprintId: "windows_server_2022" }, /does not support/],
    ["Linux on a Windows plan", { bundleId: "small_win_3_0" }, /does not support/],
    ["IPv6 plan, dual-stack", { bundleId: "small_ipv6_3_0" }, /IP address type dualstack/],
    ["IPv4 plan, IPv6-only", { ipAddressType: "ipv6" }, /IP address type ipv6/],
    ["unknown key pair", { keyPairName: "nope" }, "The key pair does not exist: nope"],
    [
      "51 tags",
      { tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}` })) },
      /at most 50 tags/,
    ],
    ["reserved tag", { tags: [{ key: "aws:x", value: "1" }] }, /reserved/],
    ["tag without key", { tags: [{ value: "1" }] }, /tag key/],
    ["no names", { instanceNames: [] }, /length greater than or equal to 1/],
    ["same name twice", { instanceNames: ["ab", "ab"] }, "Some names are already in use: ab"],
    [
      "bad name",
      { instanceNames: ["-x"] },
      "-x is not a valid resource name. Resource names must be at least 2 characters long and contain only alphanumerics, -, _, and .",
    ],
    ["one character", { instanceNames: ["x"] }, /not a valid resource name/],
    ["256 characters", { instanceNames: ["x".repeat(256)] }, /not a valid resource name/],
  ];
  test.each(refusals)("refuses: %s", async (_why, change, message) => {
    const sandbox = harness();
    const error = await sandbox.client
      .send(new CreateInstancesCommand({ ...newInstances("web-1"), ...change }))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputException);
    expect((error as Error).message).toMatch(message);
    await expect(stateOf(sandbox)).rejects.toThrow(NotFoundException);
  });

  test("creates all or none when one name is taken", async () => {
    const sandbox = await withInstance(harness());
    const error = await sandbox.client
      .send(new CreateInstancesCommand(newInstances("web-0", "web-1")))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "InvalidInputException",
      code: "NameExists",
      message: "Some names are already in use: web-1",
    });
    await expect(get(sandbox, "web-0")).rejects.toThrow(NotFoundException);
  });

  test("accepts the retired plan, the empty user data and the underscore of Ansible's tests", async () => {
    const sandbox = harness();
    await sandbox.client.send(
      new CreateInstancesCommand({
        instanceNames: ["prefix_instance"],
        availabilityZone: ZONE,
        blueprintId: "amazon_linux_2",
        bundleId: "nano_2_0",
        userData: "",
      }),
    );
    expect(await get(sandbox, "prefix_instance")).toMatchObject({
      username: "ec2-user",
      bundleId: "nano_2_0",
    });
  });

  test("an IPv6-only instance has no IPv4 address", async () => {
    const sandbox = await withInstance(harness(), {
      bundleId: "small_ipv6_3_0",
      ipAddressType: "ipv6",
    });
    expect((await get(sandbox)).publicIpAddress).toBeUndefined();
    expect((await get(sandbox)).ipv6Addresses).toHaveLength(1);
  });
});

describe("start, stop, reboot", () => {
  test("stop and start go through their states and change the dynamic address only", async () => {
    const clock = fakeClock();
    const sandbox = await withInstance(harness({ clock, pace: "real" }));
    await clock.advance(25_000);
    const before = await get(sandbox);

    const stop = await sandbox.client.send(new StopInstanceCommand({ instanceName: "web-1" }));
    expect(stop.operations).toMatchObject([{ operationType: "StopInstance", status: "Started" }]);
    expect((await get(sandbox)).state).toEqual({ code: 64, name: "stopping" });
    await clock.advance(30_000);
    const stopped = await get(sandbox);
    expect(stopped.state).toEqual({ code: 80, name: "stopped" });
    expect(stopped.publicIpAddress).toBeUndefined();

    const start = await sandbox.client.send(new StartInstanceCommand({ instanceName: "web-1" }));
    expect(start.operations).toMatchObject([{ operationType: "StartInstance", status: "Started" }]);
    expect(await stateOf(sandbox)).toBe("pending");
    await clock.advance(25_000);
    const after = await get(sandbox);
    expect(after.state?.name).toBe("running");
    expect(after.publicIpAddress).toBeDefined();
    expect(after.publicIpAddress).not.toBe(before.publicIpAddress);
    expect(after.ipv6Addresses).toEqual(before.ipv6Addresses);
    expect(after.privateIpAddress).toBe(before.privateIpAddress);
  });

  test("a reboot has succeeded when it is answered and keeps the address", async () => {
    const sandbox = await withInstance(harness());
    const before = await get(sandbox);
    const { operations } = await sandbox.client.send(
      new RebootInstanceCommand({ instanceName: "web-1" }),
    );
    expect(operations).toMatchObject([{ status: "Succeeded", operationDetails: "" }]);
    expect(await get(sandbox)).toEqual(before);
  });

  test("refuses what the state forbids", async () => {
    const clock = fakeClock();
    const sandbox = await withInstance(harness({ clock, pace: "real" }));
    const { client } = sandbox;
    const input = { instanceName: "web-1" };
    await expect(client.send(new StopInstanceCommand(input))).rejects.toThrow(
      "You can't stop this instance right now. The state of this instance is: pending",
    );
    await clock.advance(25_000);
    await expect(client.send(new StartInstanceCommand(input))).rejects.toThrow(
      OperationFailureException,
    );
    await client.send(new StopInstanceCommand(input));
    await expect(client.send(new StopInstanceCommand(input))).rejects.toThrow(/stopping/);
    await expect(client.send(new RebootInstanceCommand(input))).rejects.toThrow(/stopping/);
    await client.send(new StopInstanceCommand({ ...input, force: true }));
    expect(await stateOf(sandbox)).toBe("stopped");
    await expect(client.send(new StopInstanceCommand(input))).rejects.toThrow(/stopped/);
  });

  test("the pace that was in force when a change began decides its length", async () => {
    const clock = fakeClock();
    const slow = await withInstance(harness({ clock, pace: "real" }));
    const fast = harness({ clock, pace: "instant", directory: slow.directory });
    await clock.advance(10_000);
    expect(await stateOf(fast)).toBe("pending");
  });

  test("GetInstanceState follows", async () => {
    const { client } = await withInstance(harness());
    const { state } = await client.send(new GetInstanceStateCommand({ instanceName: "web-1" }));
    expect(state).toEqual({ code: 16, name: "running" });
  });
});

test("a start can move a retired plan to its successor, and back", async () => {
  const sandbox = await withInstance(harness(), { bundleId: "small_2_0" });
  const restart = async (bundleId: string) => {
    const input = { instanceName: "web-1" };
    if ((await stateOf(sandbox)) === "running") {
      await sandbox.client.send(new StopInstanceCommand(input));
    }
    await sandbox.client.send(
      new StartInstanceCommand({ ...input, attributeUpdates: { bundleId } }),
    );
    return (await get(sandbox)).bundleId;
  };
  await expect(restart("micro_3_0")).rejects.toThrow("can't be updated to: micro_3_0");
  expect(await restart("auto")).toBe("small_3_0");
  await expect(restart("auto")).rejects.toThrow(InvalidInputException);
  expect(await restart("small_2_0")).toBe("small_2_0");
  expect(await restart("small_3_0")).toBe("small_3_0");
});

test("health is shown on request", async () => {
  const sandbox = await withInstance(harness());
  const { client } = sandbox;
  const { instance } = await client.send(
    new GetInstanceCommand({ instanceName: "web-1", includeHealthStatus: true }),
  );
  const ok = { status: "ok", details: [{ name: "reachability", status: "passed" }] };
  expect(instance).toEqual({ ...(await get(sandbox)), instanceStatus: ok, systemStatus: ok });
  await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  const { instances } = await client.send(new GetInstancesCommand({ includeHealthStatus: true }));
  expect(instances?.[0]?.systemStatus).toEqual({ status: "not-applicable" });
});

test("a deleted instance is gone at once and its name free", async () => {
  const sandbox = await withInstance(harness());
  const first = (await get(sandbox)).arn;
  const { operations } = await sandbox.client.send(
    new DeleteInstanceCommand({ instanceName: "web-1" }),
  );
  expect(operations).toMatchObject([{ operationType: "DeleteInstance", status: "Succeeded" }]);
  await expect(get(sandbox)).rejects.toThrow("The Instance does not exist: web-1");
  await withInstance(sandbox);
  expect((await get(sandbox)).arn).not.toBe(first);
});

describe("SetIpAddressType", () => {
  const set = (sandbox: Harness, ipAddressType: "dualstack" | "ipv4" | "ipv6", accept?: boolean) =>
    sandbox.client.send(
      new SetIpAddressTypeCommand({
        resourceType: "Instance",
        resourceName: "web-1",
        ipAddressType,
        acceptBundleUpdate: accept,
      }),
    );

  test("between dualstack and ipv4 the IPv6 address goes and comes", async () => {
    const sandbox = await withInstance(harness());
    const before = await get(sandbox);
    await set(sandbox, "ipv4");
    expect(await get(sandbox)).toMatchObject({ ipAddressType: "ipv4", ipv6Addresses: [] });
    await set(sandbox, "dualstack");
    expect(await get(sandbox)).toEqual(before);
  });

  test("to ipv6 the changed bundle must be accepted", async () => {
    const sandbox = await withInstance(harness());
    await expect(set(sandbox, "ipv6")).rejects.toThrow(/acceptBundleUpdate/);
    await set(sandbox, "ipv6", true);
    const changed = await get(sandbox);
    expect(changed).toMatchObject({ bundleId: "small_ipv6_3_0", ipAddressType: "ipv6" });
    expect(changed.publicIpAddress).toBeUndefined();
    await set(sandbox, "ipv4", true);
    expect(await get(sandbox)).toMatchObject({ bundleId: "small_3_0", ipv6Addresses: [] });
  });
});

test("regions do not see each other, but never share a public address", async () => {
  const sandbox = await withInstance(harness());
  const other = sandbox.clientOf("eu-west-1");
  await other.send(
    new CreateInstancesCommand({ ...newInstances("web-1"), availabilityZone: "eu-west-1b" }),
  );
  const { instance } = await other.send(new GetInstanceCommand({ instanceName: "web-1" }));
  const here = await get(sandbox);
  expect(instance?.publicIpAddress).not.toBe(here.publicIpAddress);
  expect(instance?.ipv6Addresses).not.toEqual(here.ipv6Addresses);
});
