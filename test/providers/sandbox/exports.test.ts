import {
  CreateCloudFormationStackCommand,
  CreateDiskCommand,
  CreateDiskSnapshotCommand,
  CreateInstancesCommand,
  CreateInstanceSnapshotCommand,
  DeleteInstanceSnapshotCommand,
  ExportSnapshotCommand,
  GetCloudFormationStackRecordsCommand,
  GetExportSnapshotRecordsCommand,
  TagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances, ZONE } from "./harness.ts";

test("snapshots are exported, and a stack is made of one", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock, pace: "fast" });
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  await client.send(
    new CreateDiskCommand({ diskName: "data-1", availabilityZone: ZONE, sizeInGb: 8 }),
  );
  await clock.advance(1_000);
  const snap = { instanceName: "web-1", instanceSnapshotName: "snap-1" };
  await client.send(new CreateInstanceSnapshotCommand(snap));
  await client.send(
    new CreateDiskSnapshotCommand({ diskName: "data-1", diskSnapshotName: "snap-2" }),
  );
  const exportOf = (sourceSnapshotName: string) =>
    client.send(new ExportSnapshotCommand({ sourceSnapshotName }));
  await expect(exportOf("snap-1")).rejects.toThrow("The state of this snapshot is: pending");
  await expect(exportOf("snap-9")).rejects.toThrow("The InstanceSnapshot does not exist: snap-9");
  await clock.advance(1_000);
  const { operations } = await exportOf("snap-1");
  expect(operations?.map(({ resourceType, status }) => [resourceType, status])).toEqual([
    ["ExportSnapshotRecord", "Started"],
    ["InstanceSnapshot", "Started"],
  ]);
  await exportOf("snap-2");
  // A record outlives its snapshot.
  await client.send(new DeleteInstanceSnapshotCommand({ instanceSnapshotName: "snap-1" }));
  const records = async () =>
    (await client.send(new GetExportSnapshotRecordsCommand({}))).exportSnapshotRecords ?? [];
  const [first, second] = await records();
  expect(first).toEqual({
    name: expect.stringMatching(/^ExportSnapshotRecord-[0-9a-f-]{36}$/),
    arn: expect.stringMatching(/:ExportSnapshotRecord\/[0-9a-f-]{36}$/),
    createdAt: expect.any(Date),
    location: { availabilityZone: "all", regionName: "us-east-1" },
    ...{ resourceType: "ExportSnapshotRecord", state: "Started" },
    sourceInfo: {
      ...{ resourceType: "InstanceSnapshot", name: "snap-1", fromResourceName: "web-1" },
      arn: expect.stringMatching(/:InstanceSnapshot\//),
      createdAt: expect.any(Date),
      fromResourceArn: expect.stringMatching(/:Instance\//),
      instanceSnapshotInfo: {
        ...{ fromBundleId: "small_3_0", fromBlueprintId: "ubuntu_22_04" },
        fromDiskInfo: [{ path: "/dev/xvda", sizeInGb: 60, isSystemDisk: true }],
      },
    },
    destinationInfo: { id: expect.stringMatching(/^ami-/), service: "Aws::EC2::Image" },
  });
  expect(second).toMatchObject({
    sourceInfo: { fromResourceName: "data-1", diskSnapshotInfo: { sizeInGb: 8 } },
    destinationInfo: { id: expect.stringMatching(/^snap-/), service: "Aws::EC2::Snapshot" },
  });
  const entry = (sourceName = "") => ({
    ...{ sourceName, instanceType: "t3.small", availabilityZone: ZONE },
    portInfoSource: "DEFAULT" as const,
  });
  const create = (...instances: ReturnType<typeof entry>[]) =>
    client.send(new CreateCloudFormationStackCommand({ instances }));
  await expect(create(entry(first?.name))).rejects.toThrow("The export has not ended yet");
  await clock.advance(1_000);
  await expect(create()).rejects.toThrow("Exactly one instance must be given.");
  await expect(create(entry(second?.name))).rejects.toThrow("no instance in the snapshot");
  await create(entry(first?.name));
  await clock.advance(1_000);
  const stacks = await client.send(new GetCloudFormationStackRecordsCommand({}));
  expect(stacks.cloudFormationStackRecords).toMatchObject([
    {
      ...{ resourceType: "CloudFormationStackRecord", state: "Succeeded" },
      sourceInfo: [{ name: first?.name, arn: first?.arn, resourceType: "ExportSnapshotRecord" }],
      destinationInfo: {
        id: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:123456789012:stack\//),
        service: "Aws::CloudFormation::Stack",
      },
    },
  ]);
  await expect(
    client.send(new TagResourceCommand({ resourceName: first?.name, tags: [{ key: "A" }] })),
  ).rejects.toThrow("The resource type, ExportSnapshotRecord, is not taggable.");
});
