import {
  CreateInstanceSnapshotCommand,
  CreateInstancesCommand,
  CreateInstancesFromSnapshotCommand,
  type CreateInstancesFromSnapshotCommandInput,
  DeleteInstanceCommand,
  DeleteInstanceSnapshotCommand,
  DisableAddOnCommand,
  EnableAddOnCommand,
  GetAutoSnapshotsCommand,
  GetInstanceCommand,
  GetInstanceSnapshotCommand,
  GetInstanceSnapshotsCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances, ZONE } from "./harness.ts";

async function setUp() {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "real" });
  const { client } = sandbox;
  await client.send(
    new CreateInstancesCommand({ ...newInstances("web-1"), tags: [{ key: "A", value: "1" }] }),
  );
  await clock.advance(25_000);
  return {
    client,
    clock,
    create: (instanceSnapshotName = "snap-1") =>
      client.send(
        new CreateInstanceSnapshotCommand({ instanceSnapshotName, instanceName: "web-1" }),
      ),
    snapshot: async (instanceSnapshotName = "snap-1") =>
      (await client.send(new GetInstanceSnapshotCommand({ instanceSnapshotName })))
        .instanceSnapshot,
    restore: (options: Partial<CreateInstancesFromSnapshotCommandInput>) =>
      client.send(
        new CreateInstancesFromSnapshotCommand({
          instanceNames: ["new-1"],
          availabilityZone: ZONE,
          bundleId: "small_3_0",
          ...options,
        }),
      ),
    instance: async (instanceName: string) =>
      (await client.send(new GetInstanceCommand({ instanceName }))).instance,
  };
}

test("a snapshot is two operations and becomes available", async () => {
  const { clock, create, snapshot } = await setUp();
  const { operations } = await create();
  expect(operations).toMatchObject([
    { resourceName: "snap-1", resourceType: "InstanceSnapshot", operationDetails: "web-1" },
    { resourceName: "web-1", resourceType: "Instance", operationDetails: "snap-1" },
  ]);
  expect(operations?.every((operation) => operation.status === "Started")).toBe(true);
  await clock.advance(30_000);
  expect(await snapshot()).toMatchObject({ state: "pending", progress: "50%" });
  await clock.advance(30_000);
  expect(await snapshot()).toMatchObject({
    state: "available",
    progress: "100%",
    tags: [],
    fromInstanceName: "web-1",
    fromBlueprintId: "ubuntu_22_04",
    fromBundleId: "small_3_0",
    isFromAutoSnapshot: false,
    sizeInGb: 60,
    supportCode: expect.stringMatching(/^\d{12}\/ami-0/),
    location: { availabilityZone: "all" },
  });
});

test("a snapshot outlives its instance and makes new ones of the same size or larger", async () => {
  const { client, clock, create, instance, restore } = await setUp();
  await create();
  await expect(restore({ instanceSnapshotName: "snap-1" })).rejects.toThrow(/pending/);
  await clock.advance(60_000);
  await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
  await expect(restore({ instanceSnapshotName: "snap-1", bundleId: "micro_3_0" })).rejects.toThrow(
    /smaller/,
  );
  const { operations } = await restore({ instanceSnapshotName: "snap-1", bundleId: "medium_3_0" });
  expect(operations).toMatchObject([{ resourceName: "new-1", status: "Started" }]);
  expect(await instance("new-1")).toMatchObject({
    blueprintId: "ubuntu_22_04",
    bundleId: "medium_3_0",
    tags: [],
  });
});

test("listing and deleting", async () => {
  const { client, create, snapshot } = await setUp();
  await create("snap-1");
  await create("snap-2");
  await expect(create("web-1")).rejects.toThrow("Some names are already in use: web-1");
  const removed = await client.send(
    new DeleteInstanceSnapshotCommand({ instanceSnapshotName: "snap-1" }),
  );
  expect(removed.operations).toMatchObject([{ status: "Succeeded" }]);
  const { instanceSnapshots } = await client.send(new GetInstanceSnapshotsCommand({}));
  expect(instanceSnapshots?.map((entry) => entry.name)).toEqual(["snap-2"]);
  await expect(snapshot()).rejects.toThrow("The InstanceSnapshot does not exist: snap-1");
});

test("automatic snapshots: one a day at the hour, seven kept, to restore by date", async () => {
  const { client, clock, instance, restore } = await setUp();
  const addOnRequest = {
    addOnType: "AutoSnapshot",
    autoSnapshotAddOnRequest: { snapshotTimeOfDay: "14:00" },
  } as const;
  await client.send(new EnableAddOnCommand({ resourceName: "web-1", addOnRequest }));
  expect((await instance("web-1"))?.addOns).toEqual([
    {
      name: "AutoSnapshot",
      status: "Enabled",
      snapshotTimeOfDay: "14:00",
      nextSnapshotTimeOfDay: "14:00",
    },
  ]);
  const dates = async () =>
    (await client.send(new GetAutoSnapshotsCommand({ resourceName: "web-1" }))).autoSnapshots?.map(
      (entry) => entry.date,
    );
  expect(await dates()).toEqual([]);
  await clock.advance(2 * 60 * 60 * 1000);
  expect(await dates()).toEqual(["2026-01-15"]);
  await clock.advance(10 * 24 * 60 * 60 * 1000);
  expect(await dates()).toHaveLength(7);
  expect((await dates())?.[0]).toBe("2026-01-25");

  const source = { sourceInstanceName: "web-1" };
  await expect(restore(source)).rejects.toThrow(/either restoreDate or/);
  await expect(restore({ ...source, restoreDate: "2026-01-15" })).rejects.toThrow(/does not exist/);
  await restore({ ...source, restoreDate: "2026-01-24" });
  await restore({ ...source, useLatestRestorableAutoSnapshot: true, instanceNames: ["new-2"] });
  await expect(restore({})).rejects.toThrow(/either instanceSnapshotName or/);
});

test("a disabled add-on reads back as such", async () => {
  const { client, instance } = await setUp();
  const addOnType = "AutoSnapshot";
  const disable = () => client.send(new DisableAddOnCommand({ resourceName: "web-1", addOnType }));
  await disable();
  expect((await instance("web-1"))?.addOns).toBeUndefined();
  await client.send(new EnableAddOnCommand({ resourceName: "web-1", addOnRequest: { addOnType } }));
  await disable();
  expect((await instance("web-1"))?.addOns).toEqual([
    { name: "AutoSnapshot", status: "Disabled", snapshotTimeOfDay: "06:00" },
  ]);
});

test("an instance with an add-on is deleted only with forceDeleteAddOns (#11.5)", async () => {
  const { client, instance } = await setUp();
  const addOnType = "AutoSnapshot";
  const remove = (forceDeleteAddOns?: boolean) =>
    client.send(new DeleteInstanceCommand({ instanceName: "web-1", forceDeleteAddOns }));
  await client.send(new EnableAddOnCommand({ resourceName: "web-1", addOnRequest: { addOnType } }));
  for (const forced of [undefined, false]) {
    const error: unknown = await remove(forced).catch((it: unknown) => it);
    expect(error).toMatchObject({
      name: "InvalidInputException",
      message:
        "You cannot delete the Instance web-1 with addons. Specify the forceDeleteAddons parameter to delete the Instance and its associated addons.",
    });
  }
  expect(await instance("web-1")).toBeDefined();
  await remove(true);
  await expect(instance("web-1")).rejects.toThrow("The Instance does not exist: web-1");
});

test("a disabled add-on keeps no instance from being deleted (#11.5)", async () => {
  const { client, instance } = await setUp();
  const addOnType = "AutoSnapshot";
  await client.send(new EnableAddOnCommand({ resourceName: "web-1", addOnRequest: { addOnType } }));
  await client.send(new DisableAddOnCommand({ resourceName: "web-1", addOnType }));
  await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
  await expect(instance("web-1")).rejects.toThrow("The Instance does not exist: web-1");
});
