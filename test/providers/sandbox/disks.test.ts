import {
  AttachDiskCommand,
  CopySnapshotCommand,
  CreateDiskCommand,
  CreateDiskFromSnapshotCommand,
  CreateDiskSnapshotCommand,
  CreateInstanceSnapshotCommand,
  CreateInstancesCommand,
  CreateInstancesFromSnapshotCommand,
  DeleteAutoSnapshotCommand,
  DeleteDiskCommand,
  DeleteDiskSnapshotCommand,
  DeleteInstanceCommand,
  DetachDiskCommand,
  DisableAddOnCommand,
  EnableAddOnCommand,
  GetAutoSnapshotsCommand,
  GetDiskCommand,
  GetDisksCommand,
  GetDiskSnapshotCommand,
  GetDiskSnapshotsCommand,
  GetInstanceCommand,
  GetInstanceSnapshotCommand,
  StartInstanceCommand,
  StopInstanceCommand,
  TagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances, ZONE } from "./harness.ts";

const newDisk = (diskName: string, sizeInGb = 32) => ({
  ...{ diskName, sizeInGb, availabilityZone: ZONE },
});
const diskPath = "/dev/xvdf";

async function setUp() {
  const clock = fakeClock({ now: "2026-01-15T12:00:00Z" });
  const sandbox = harness({ clock, pace: "fast" });
  const { client } = sandbox;
  await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
  await client.send(new CreateDiskCommand(newDisk("data-1")));
  await clock.advance(2_000);
  return {
    ...{ clock, sandbox, client },
    disk: async (diskName = "data-1") => (await client.send(new GetDiskCommand({ diskName }))).disk,
    attach: (instanceName = "web-1", path = diskPath, diskName = "data-1") =>
      client.send(new AttachDiskCommand({ diskName, instanceName, diskPath: path })),
    detach: (diskName = "data-1") => client.send(new DetachDiskCommand({ diskName })),
  };
}

describe("a disk", () => {
  test("is pending, then available, in the service's form", async () => {
    const { client, clock, disk } = await setUp();
    const { operations } = await client.send(
      new CreateDiskCommand({ ...newDisk("data-2", 8), tags: [{ key: "Team", value: "Quants" }] }),
    );
    expect(operations).toMatchObject([
      { operationType: "CreateDisk", status: "Started", resourceType: "Disk" },
    ]);
    expect(await disk("data-2")).toMatchObject({ state: "pending", isAttached: false });
    await clock.advance(500);
    expect(await disk("data-2")).toEqual({
      name: "data-2",
      arn: expect.stringMatching(/^arn:aws:lightsail:us-east-1:123456789012:Disk\/[0-9a-f-]{36}$/),
      supportCode: expect.stringMatching(/^\d{12}\/vol-0[0-9a-f]{16}$/),
      createdAt: expect.any(Date),
      location: { availabilityZone: ZONE, regionName: "us-east-1" },
      resourceType: "Disk",
      tags: [{ key: "Team", value: "Quants" }],
      ...{ sizeInGb: 8, iops: 100, isSystemDisk: false, isAttached: false, state: "available" },
    });
  });

  test.each([
    [newDisk("data-2", 7), "The size of a block storage disk must be between 8 and 16384 GB."],
    [newDisk("data-2", 16_385), "The size of a block storage disk must be between 8 and 16384 GB."],
    [newDisk("data-1"), "Some names are already in use: data-1"],
    [newDisk("web-1"), "Some names are already in use: web-1"],
    [{ ...newDisk("data-2"), availabilityZone: "eu-west-1a" }, "is not valid in the us-east-1"],
    [
      { ...newDisk("data-2"), addOns: [{ addOnType: "StopInstanceOnIdle" as const }] },
      "not available for disks",
    ],
  ])("that can't be made is refused: %j", async (input, message) => {
    const { client } = await setUp();
    await expect(client.send(new CreateDiskCommand(input))).rejects.toThrow(message);
  });

  test("the sizes of all disks have a limit", async () => {
    const { client } = await setUp();
    await client.send(new CreateDiskCommand(newDisk("data-2", 16_384)));
    await expect(client.send(new CreateDiskCommand(newDisk("data-3", 4_000)))).rejects.toThrow(
      "You've reached the maximum size limit of all disks in this account.",
    );
  });

  test("is attached to an instance of its zone, and shown by both", async () => {
    const { client, clock, disk, attach } = await setUp();
    const { operations } = await attach();
    expect(operations).toMatchObject([
      { resourceType: "Disk", resourceName: "data-1", operationDetails: "web-1" },
      { resourceType: "Instance", resourceName: "web-1", operationDetails: "data-1" },
    ]);
    expect(await disk()).toMatchObject({ attachmentState: "attaching", isAttached: false });
    await clock.advance(500);
    const attached = await disk();
    expect(attached).toMatchObject({
      ...{ state: "in-use", isAttached: true, attachmentState: "attached" },
      ...{ attachedTo: "web-1", path: diskPath, autoMountStatus: "NotMounted" },
    });
    const { instance } = await client.send(new GetInstanceCommand({ instanceName: "web-1" }));
    expect(instance?.hardware?.disks).toMatchObject([{ isSystemDisk: true }, attached]);
  });

  test("is mounted when that is asked for", async () => {
    const { client, clock, disk } = await setUp();
    await client.send(
      new AttachDiskCommand({
        ...{ diskName: "data-1", instanceName: "web-1", diskPath, autoMounting: true },
      }),
    );
    expect(await disk()).toMatchObject({ autoMountStatus: "Pending" });
    await clock.advance(500);
    expect(await disk()).toMatchObject({ autoMountStatus: "Mounted" });
  });

  test("is not attached twice, elsewhere, or where another one is", async () => {
    const { client, clock, attach } = await setUp();
    await expect(attach("web-1", "sdf")).rejects.toThrow(
      "The disk path is invalid. You must specify a valid disk path.",
    );
    await expect(attach("web-9")).rejects.toThrow("The Instance does not exist: web-9");
    await client.send(
      new CreateInstancesCommand({ ...newInstances("far-1"), availabilityZone: "us-east-1b" }),
    );
    await expect(attach("far-1")).rejects.toThrow("The state of this instance is: pending");
    await clock.advance(2_000);
    await expect(attach("far-1")).rejects.toThrow("must be in the same Availability Zone");
    await attach();
    await expect(attach("web-2")).rejects.toThrow(
      "You can't attach this disk right now. The state of this disk is: in-use",
    );
    await client.send(new CreateDiskCommand(newDisk("data-2")));
    await clock.advance(500);
    await expect(attach("web-1", diskPath, "data-2")).rejects.toThrow("already in use");
    await attach("web-1", "/dev/xvdg", "data-2");
  });

  test("fifteen go to one instance", async () => {
    const { client, clock, attach } = await setUp();
    const names = Array.from({ length: 16 }, (_, index) => `many-${index}`);
    for (const name of names) await client.send(new CreateDiskCommand(newDisk(name, 8)));
    await clock.advance(500);
    for (const [index, name] of names.slice(0, 15).entries()) {
      await attach("web-1", `/dev/xvd${"fghijklmnopqrst"[index]}`, name);
    }
    await expect(attach("web-1", "/dev/xvdu", "many-15")).rejects.toThrow("15 attached disks");
  });

  test("is detached from a stopped instance alone, and deleted when it is free", async () => {
    const { client, clock, disk, attach, detach } = await setUp();
    await attach();
    await clock.advance(500);
    await expect(detach()).rejects.toThrow(
      "You can't detach this disk right now. The state of this disk is: in-use",
    );
    const remove = () => client.send(new DeleteDiskCommand({ diskName: "data-1" }));
    await expect(remove()).rejects.toThrow(
      "the disk is still attached to a Lightsail instance: web-1",
    );
    await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
    await clock.advance(1_000);
    const { operations } = await detach();
    expect(operations).toHaveLength(2);
    expect(await disk()).toMatchObject({ attachmentState: "detaching", isAttached: false });
    await expect(detach()).rejects.toThrow("You can't detach this disk right now");
    await clock.advance(500);
    expect(await disk()).not.toHaveProperty("attachedTo");
    expect(await disk()).toMatchObject({ state: "available" });
    await client.send(new StartInstanceCommand({ instanceName: "web-1" }));
    await remove();
    await expect(disk()).rejects.toThrow("The Disk does not exist: data-1");
  });

  test("outlives its instance", async () => {
    const { client, clock, disk, attach } = await setUp();
    await attach();
    await clock.advance(500);
    const { operations } = await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
    expect(operations?.map(({ operationType, status }) => [operationType, status])).toEqual([
      ["DetachDisk", "Started"],
      ["DetachDisk", "Started"],
      ["DeleteInstance", "Succeeded"],
    ]);
    await clock.advance(500);
    expect(await disk()).toMatchObject({ state: "available", isAttached: false });
  });

  test("is listed in pages and tagged", async () => {
    const { client, sandbox } = await setUp();
    await client.send(
      new TagResourceCommand({ resourceName: "data-1", tags: [{ key: "A", value: "1" }] }),
    );
    const { disks } = await client.send(new GetDisksCommand({}));
    expect(disks).toMatchObject([{ name: "data-1", tags: [{ key: "A", value: "1" }] }]);
    expect(await call(sandbox, "GetDisks", { pageToken: "x" })).toMatchObject({
      body: { code: "InvalidPageToken" },
    });
  });
});

describe("a disk's snapshot", () => {
  test("is of a disk or of a system disk, and makes disks that are as large at least", async () => {
    const { client, clock, disk } = await setUp();
    const snapshot = async (diskSnapshotName: string) =>
      (await client.send(new GetDiskSnapshotCommand({ diskSnapshotName }))).diskSnapshot;
    const { operations } = await client.send(
      new CreateDiskSnapshotCommand({ diskName: "data-1", diskSnapshotName: "data-snap" }),
    );
    expect(operations).toHaveLength(2);
    await clock.advance(400);
    expect(await snapshot("data-snap")).toMatchObject({ state: "pending", progress: "40%" });
    const restore = (sizeInGb: number) =>
      client.send(
        new CreateDiskFromSnapshotCommand({
          ...newDisk("data-2", sizeInGb),
          diskSnapshotName: "data-snap",
        }),
      );
    await expect(restore(64)).rejects.toThrow("The state of this snapshot is: pending");
    await clock.advance(600);
    expect(await snapshot("data-snap")).toMatchObject({
      ...{ state: "completed", progress: "100%", fromDiskName: "data-1", sizeInGb: 32 },
      ...{ fromDiskArn: (await disk())?.arn, isFromAutoSnapshot: false, tags: [] },
      supportCode: expect.stringMatching(/\/snap-0/),
    });
    await expect(restore(16)).rejects.toThrow("at least as large as its snapshot: 32 GB");
    await restore(64);
    await client.send(
      new CreateDiskSnapshotCommand({ instanceName: "web-1", diskSnapshotName: "system-snap" }),
    );
    const system = await snapshot("system-snap");
    expect(system).toMatchObject({ fromInstanceName: "web-1", sizeInGb: 60 });
    expect(system).not.toHaveProperty("fromDiskName");
    await client.send(new DeleteDiskSnapshotCommand({ diskSnapshotName: "data-snap" }));
    const { diskSnapshots } = await client.send(new GetDiskSnapshotsCommand({}));
    expect(diskSnapshots?.map(({ name }) => name)).toEqual(["system-snap"]);
  });

  test.each([{}, { diskName: "data-1", instanceName: "web-1" }])(
    "is of one thing: %j",
    async (source) => {
      const { client } = await setUp();
      await expect(
        client.send(new CreateDiskSnapshotCommand({ ...source, diskSnapshotName: "data-snap" })),
      ).rejects.toThrow("Give either diskName or instanceName.");
    },
  );

  test("is made every day when that is asked for, deleted by its day, and copied", async () => {
    const { sandbox, client, clock } = await setUp();
    await client.send(
      new EnableAddOnCommand({
        resourceName: "data-1",
        addOnRequest: {
          addOnType: "AutoSnapshot",
          autoSnapshotAddOnRequest: { snapshotTimeOfDay: "13:00" },
        },
      }),
    );
    await clock.advance(26 * 3_600_000);
    const days = async () =>
      (
        await client.send(new GetAutoSnapshotsCommand({ resourceName: "data-1" }))
      ).autoSnapshots?.map(({ date }) => date);
    expect(await days()).toEqual(["2026-01-16", "2026-01-15"]);
    await client.send(
      new DeleteAutoSnapshotCommand({ resourceName: "data-1", date: "2026-01-16" }),
    );
    expect(await days()).toEqual(["2026-01-15"]);
    await expect(
      client.send(new DeleteAutoSnapshotCommand({ resourceName: "data-1", date: "2026-01-16" })),
    ).rejects.toThrow("The AutoSnapshot does not exist: 2026-01-16");

    const far = sandbox.clientOf("eu-west-1");
    await far.send(
      new CopySnapshotCommand({
        ...{ sourceResourceName: "data-1", useLatestRestorableAutoSnapshot: true },
        ...{ targetSnapshotName: "data-copy", sourceRegion: "us-east-1" },
      }),
    );
    const { diskSnapshot } = await far.send(
      new GetDiskSnapshotCommand({ diskSnapshotName: "data-copy" }),
    );
    expect(diskSnapshot).toMatchObject({
      ...{ fromDiskName: "data-1", isFromAutoSnapshot: true, sizeInGb: 32, tags: [] },
      fromDiskArn: expect.stringContaining(":us-east-1:"),
      location: { regionName: "eu-west-1", availabilityZone: "all" },
    });
    await client.send(
      new CreateDiskFromSnapshotCommand({
        ...newDisk("data-2"),
        ...{ sourceDiskName: "data-1", restoreDate: "2026-01-15" },
      }),
    );
    await client.send(
      new DisableAddOnCommand({ resourceName: "data-1", addOnType: "AutoSnapshot" }),
    );
    const { disk } = await client.send(new GetDiskCommand({ diskName: "data-1" }));
    expect(disk?.addOns).toMatchObject([{ name: "AutoSnapshot", status: "Disabled" }]);
  });
});

test("a snapshot of an instance has its disks, and new ones come with a new instance", async () => {
  const { client, clock, disk, attach } = await setUp();
  await attach();
  await clock.advance(500);
  await client.send(
    new CreateInstanceSnapshotCommand({ instanceName: "web-1", instanceSnapshotName: "web-snap" }),
  );
  await clock.advance(1_000);
  const { instanceSnapshot } = await client.send(
    new GetInstanceSnapshotCommand({ instanceSnapshotName: "web-snap" }),
  );
  expect(instanceSnapshot?.fromAttachedDisks).toMatchObject([
    { name: "data-1", path: diskPath, sizeInGb: 32 },
  ]);
  const create = (attachedDiskMapping: Record<string, object[]>) =>
    client.send(
      new CreateInstancesFromSnapshotCommand({
        ...{ instanceNames: ["new-1", "new-2"], availabilityZone: "us-east-1b" },
        ...{ instanceSnapshotName: "web-snap", bundleId: "small_3_0", attachedDiskMapping },
      }),
    );
  await expect(create({ "new-1": [{ originalDiskPath: "/dev/xvdz" }] })).rejects.toThrow(
    "The snapshot has no attached disk at /dev/xvdz.",
  );
  await expect(create({ "other-1": [] })).rejects.toThrow("not asked for: other-1");
  await create({ "new-1": [{ originalDiskPath: diskPath, newDiskName: "data-new" }] });
  await clock.advance(2_000);
  const attached = {
    isAttached: true,
    path: diskPath,
    location: { availabilityZone: "us-east-1b" },
  };
  expect(await disk("data-new")).toMatchObject({ attachedTo: "new-1", ...attached });
  expect(await disk("data-1-new-2")).toMatchObject({ attachedTo: "new-2", ...attached });
});
