import {
  CopySnapshotCommand,
  type CopySnapshotCommandInput,
  CreateInstanceSnapshotCommand,
  CreateInstancesCommand,
  CreateInstancesFromSnapshotCommand,
  DeleteInstanceCommand,
  EnableAddOnCommand,
  GetInstanceCommand,
  GetInstanceSnapshotCommand,
  GetOperationCommand,
  TagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances, REGION } from "./harness.ts";

const TARGET = "ap-southeast-2";

async function setUp() {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "real" });
  const { client } = sandbox;
  const target = sandbox.clientOf(TARGET);
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  await clock.advance(25_000);
  const make = () =>
    client.send(
      new CreateInstanceSnapshotCommand({
        instanceSnapshotName: "snap-1",
        instanceName: "web-1",
        tags: [{ key: "A", value: "1" }],
      }),
    );
  return {
    ...{ sandbox, client, target, clock, make },
    copy: (more: Partial<CopySnapshotCommandInput> = {}) =>
      target.send(
        new CopySnapshotCommand({
          sourceSnapshotName: "snap-1",
          targetSnapshotName: "copy-1",
          sourceRegion: REGION,
          ...more,
        }),
      ),
    found: async (instanceSnapshotName = "copy-1") =>
      (await target.send(new GetInstanceSnapshotCommand({ instanceSnapshotName })))
        .instanceSnapshot,
  };
}

test("a copy is one operation, becomes available, and knows where it is from", async () => {
  const { client, target, clock, make, copy, found } = await setUp();
  await make();
  await expect(copy()).rejects.toMatchObject({
    name: "OperationFailureException",
    message: expect.stringContaining("pending"),
  });
  await clock.advance(60_000);
  const { operations = [] } = await copy();
  expect(operations).toMatchObject([
    {
      operationType: "CopySnapshot",
      resourceName: "copy-1",
      resourceType: "InstanceSnapshot",
      operationDetails: "us-east-1:snap-1",
      location: { availabilityZone: "all", regionName: TARGET },
      status: "Started",
    },
  ]);
  await clock.advance(30_000);
  expect(await found()).toMatchObject({ state: "pending", progress: "50%" });
  await clock.advance(30_000);
  const { instance } = await client.send(new GetInstanceCommand({ instanceName: "web-1" }));
  expect(await found()).toMatchObject({
    state: "available",
    tags: [],
    fromInstanceName: "web-1",
    fromInstanceArn: instance?.arn,
    fromBlueprintId: "ubuntu_22_04",
    fromBundleId: "small_3_0",
    isFromAutoSnapshot: false,
    sizeInGb: 60,
  });
  const operationId = operations[0]?.id;
  expect(await target.send(new GetOperationCommand({ operationId }))).toMatchObject({
    operation: { status: "Succeeded" },
  });
  await target.send(
    new TagResourceCommand({ resourceName: "copy-1", tags: [{ key: "B", value: "2" }] }),
  );
  expect((await found())?.tags).toEqual([{ key: "B", value: "2" }]);
});

test("an instance is made from a copy where plans have other ids, also of a copy of a copy", async () => {
  const { sandbox, client, target, clock, make, copy } = await setUp();
  await make();
  await clock.advance(60_000);
  await copy();
  await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
  await clock.advance(60_000);
  await copy({ sourceSnapshotName: "copy-1", targetSnapshotName: "copy-2", sourceRegion: TARGET });
  await clock.advance(60_000);
  const restore = (bundleId: string) =>
    target.send(
      new CreateInstancesFromSnapshotCommand({
        instanceNames: ["web-1"],
        availabilityZone: `${TARGET}a`,
        instanceSnapshotName: "copy-2",
        bundleId,
      }),
    );
  await expect(restore("small_3_0")).rejects.toThrow("The specified bundle does not exist");
  await expect(restore("micro_3_2")).rejects.toThrow(/smaller/);
  await restore("small_3_2");
  const { body } = await call(sandbox, "GetInstance", { instanceName: "web-1" }, TARGET);
  expect(body).toMatchObject({ instance: { blueprintId: "ubuntu_22_04", bundleId: "small_3_2" } });
});

test("a copy of an automatic snapshot, by its date or the latest", async () => {
  const { client, clock, copy, found } = await setUp();
  await client.send(
    new EnableAddOnCommand({ resourceName: "web-1", addOnRequest: { addOnType: "AutoSnapshot" } }),
  );
  const auto = { sourceSnapshotName: undefined, sourceResourceName: "web-1" };
  const latest = { ...auto, useLatestRestorableAutoSnapshot: true };
  await expect(copy(latest)).rejects.toThrow("The AutoSnapshot does not exist");
  await clock.advance(24 * 60 * 60 * 1000);
  await expect(copy(auto)).rejects.toThrow(/either restoreDate or/);
  await expect(copy({ ...latest, restoreDate: "2026-01-16" })).rejects.toThrow(
    /either restoreDate or/,
  );
  const { operations } = await copy({ ...auto, restoreDate: "2026-01-16" });
  expect(operations).toMatchObject([{ operationDetails: "us-east-1:web-1" }]);
  await copy({ ...latest, targetSnapshotName: "copy-2" });
  expect(await found("copy-2")).toMatchObject({ isFromAutoSnapshot: true, sizeInGb: 60 });
});

test("what is refused", async () => {
  const { clock, make, copy, found } = await setUp();
  await make();
  await clock.advance(60_000);
  await expect(copy({ sourceSnapshotName: undefined })).rejects.toThrow(/either sourceSnapshotN/);
  await expect(copy({ sourceResourceName: "web-1" })).rejects.toThrow(/either sourceSnapshotName/);
  await expect(copy({ restoreDate: "2026-01-16" })).rejects.toThrow(/automatic/);
  await expect(copy({ sourceSnapshotName: "snap-2" })).rejects.toThrow(
    "The InstanceSnapshot does not exist: snap-2",
  );
  await expect(copy({ sourceRegion: "eu-west-1" })).rejects.toThrow("does not exist: snap-1");
  await expect(copy({ sourceRegion: "moon-1" as "eu-west-1" })).rejects.toThrow(/sourceRegion/);
  await copy();
  await expect(copy()).rejects.toThrow("Some names are already in use: copy-1");
  await expect(found("copy-2")).rejects.toThrow("does not exist");
});
