import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsCli, awsPath, HEAD, membersOf, startAwsCli, under } from "../helpers/aws-cli.ts";
import { describeWith } from "../helpers/tools.ts";

const MINUTES = 60_000;
const DAYS = 24 * 60 * MINUTES;
const ZONE = "us-west-2b";

const DISK =
  "tags[] sizeInGb# isSystemDisk? iops# path state attachedTo isAttached? attachmentState";
const DISK_SNAPSHOT =
  "tags[] sizeInGb# state progress fromDiskName fromDiskArn isFromAutoSnapshot?";
const SNAPSHOT = [
  "tags[] state fromAttachedDisks[] fromInstanceName fromInstanceArn fromBlueprintId",
  "fromBundleId isFromAutoSnapshot? sizeInGb#",
].join(" ");

/** Each step uses what the one before has made. */
describeWith("disks and snapshots by the AWS CLI, after its own examples", { aws: awsPath }, () => {
  let cli: AwsCli;
  beforeAll(async () => {
    cli = await startAwsCli("us-west-2");
    await cli.lightsail(
      `create-instances --instance-names feed desk --availability-zone ${ZONE} ` +
        "--blueprint-id ubuntu_22_04 --bundle-id nano_3_0",
    );
    await cli.clock.advance(10 * MINUTES);
  });
  afterAll(() => cli.dispose());

  const operations = async (line: string): Promise<string[]> => {
    const texts = await cli.operations(line);
    await cli.clock.advance(30 * MINUTES);
    return texts;
  };
  const expectMembers = async (line: string, expected: readonly string[]): Promise<void> =>
    expect(membersOf(await cli.lightsail(line))).toEqual(expect.arrayContaining([...expected]));

  test("a disk is made and attached", async () => {
    expect(
      await operations(`create-disk --disk-name books --availability-zone ${ZONE} --size-in-gb 16`),
    ).toEqual([`CreateDisk Disk books, ${ZONE}: Started`]);
    expect(
      await operations("attach-disk --disk-name books --disk-path /dev/xvdf --instance-name feed"),
    ).toEqual([
      `AttachDisk Disk books (feed), ${ZONE}: Started`,
      `AttachDisk Instance feed (books), ${ZONE}: Started`,
    ]);
    await expectMembers("get-disk --disk-name books", under("disk", HEAD, DISK));
    await expectMembers("get-disks", under("disks[]", HEAD, DISK));
  });

  test("snapshots of it, and of an instance's own disk", async () => {
    expect(
      await operations("create-disk-snapshot --disk-name books --disk-snapshot-name books-1"),
    ).toEqual([
      "CreateDiskSnapshot DiskSnapshot books-1 (books), all: Started",
      `CreateDiskSnapshot Disk books (books-1), ${ZONE}: Started`,
    ]);
    expect(
      await operations("create-disk-snapshot --instance-name feed --disk-snapshot-name feed-root"),
    ).toEqual([
      "CreateDiskSnapshot DiskSnapshot feed-root (feed), all: Started",
      `CreateDiskSnapshot Instance feed (feed-root), ${ZONE}: Started`,
    ]);
    await expectMembers(
      "get-disk-snapshot --disk-snapshot-name books-1",
      under("diskSnapshot", HEAD, DISK_SNAPSHOT),
    );
    await expectMembers("get-disk-snapshots", under("diskSnapshots[]", HEAD, DISK_SNAPSHOT));
  });

  test("a disk of a snapshot; both are deleted", async () => {
    expect(
      await operations(
        "create-disk-from-snapshot --disk-name books-again --disk-snapshot-name books-1 " +
          `--availability-zone ${ZONE} --size-in-gb 16`,
      ),
    ).toEqual([`CreateDiskFromSnapshot Disk books-again, ${ZONE}: Started`]);
    expect(await operations("delete-disk-snapshot --disk-snapshot-name books-1")).toEqual([
      "DeleteDiskSnapshot DiskSnapshot books-1, all: Succeeded",
    ]);
    expect(await operations("delete-disk --disk-name books-again")).toEqual([
      `DeleteDisk Disk books-again, ${ZONE}: Succeeded`,
    ]);
  });

  test("a snapshot of an instance, and an instance of it", async () => {
    expect(
      await operations(
        "create-instance-snapshot --instance-name desk --instance-snapshot-name desk-1",
      ),
    ).toEqual([
      "CreateInstanceSnapshot InstanceSnapshot desk-1 (desk), all: Started",
      `CreateInstanceSnapshot Instance desk (desk-1), ${ZONE}: Started`,
    ]);
    await expectMembers(
      "get-instance-snapshot --instance-snapshot-name desk-1",
      under("instanceSnapshot", HEAD, SNAPSHOT),
    );
    await expectMembers("get-instance-snapshots", under("instanceSnapshots[]", HEAD, SNAPSHOT));
    expect(
      await operations(
        "create-instances-from-snapshot --instance-snapshot-name desk-1 --instance-names desk-2 " +
          `--availability-zone ${ZONE} --bundle-id micro_3_0`,
      ),
    ).toEqual([`CreateInstancesFromSnapshot Instance desk-2, ${ZONE}: Started`]);
  });

  test("copies of a snapshot, in its region and to another", async () => {
    const copy = "copy-snapshot --source-snapshot-name desk-1 --source-region us-west-2";
    expect(await operations(`${copy} --target-snapshot-name desk-1-copy`)).toEqual([
      "CopySnapshot InstanceSnapshot desk-1-copy (us-west-2:desk-1), all: Started",
    ]);
    const there = `${copy} --target-snapshot-name desk-1-far --region us-east-1`;
    expect(await cli.lightsail(there)).toMatchObject({
      operations: [{ location: { availabilityZone: "all", regionName: "us-east-1" } }],
    });
    expect(
      await operations("delete-instance-snapshot --instance-snapshot-name desk-1-copy"),
    ).toEqual(["DeleteInstanceSnapshot InstanceSnapshot desk-1-copy, all: Succeeded"]);
  });

  test("automatic snapshots, kept as a copy and deleted", async () => {
    await cli.lightsail(
      "enable-add-on --resource-name desk --add-on-request " +
        "addOnType=AutoSnapshot,autoSnapshotAddOnRequest={snapshotTimeOfDay=05:00}",
    );
    await cli.clock.advance(3 * DAYS);
    const { autoSnapshots } = await cli.lightsail<{ autoSnapshots: { date: string }[] }>(
      "get-auto-snapshots --resource-name desk",
    );
    expect(membersOf({ autoSnapshots })).toEqual(
      under("autoSnapshots[]", "date createdAt status fromAttachedDisks[]"),
    );
    const [last, before] = autoSnapshots.map((it) => it.date);
    const copy = `copy-snapshot --source-resource-name desk --restore-date ${last}`;
    expect(
      await operations(`${copy} --source-region us-west-2 --target-snapshot-name desk-kept`),
    ).toEqual(["CopySnapshot InstanceSnapshot desk-kept (us-west-2:desk), all: Started"]);
    const far = `${copy} --source-region us-west-2 --target-snapshot-name desk-far --region us-east-1`;
    expect(await operations(far)).toEqual([
      "CopySnapshot InstanceSnapshot desk-far (us-west-2:desk), all: Started",
    ]);
    expect(await operations(`delete-auto-snapshot --resource-name desk --date ${before}`)).toEqual([
      `DeleteAutoSnapshot Instance desk (DeleteAutoSnapshot-${before}), us-west-2: Succeeded`,
    ]);
  });

  test("records of exports and of the stacks made of them", async () => {
    await operations("export-snapshot --source-snapshot-name desk-1");
    const { exportSnapshotRecords } = await cli.lightsail<{
      exportSnapshotRecords: { name: string }[];
    }>("get-export-snapshot-records");
    const record = "name arn createdAt location.availabilityZone location.regionName resourceType";
    const destination = "state destinationInfo.id destinationInfo.service";
    const source = "resourceType createdAt name arn fromResourceName fromResourceArn";
    const info = "instanceSnapshotInfo.fromBundleId instanceSnapshotInfo.fromBlueprintId";
    expect(membersOf({ exportSnapshotRecords })).toEqual(
      expect.arrayContaining([
        ...under("exportSnapshotRecords[]", record, destination),
        ...under("exportSnapshotRecords[].sourceInfo", source, info),
        ...under(
          "exportSnapshotRecords[].sourceInfo.instanceSnapshotInfo.fromDiskInfo[]",
          "path sizeInGb# isSystemDisk?",
        ),
      ]),
    );
    const exported = exportSnapshotRecords[0]?.name;
    await operations(
      `create-cloud-formation-stack --instances sourceName=${exported},instanceType=t3.micro,` +
        `portInfoSource=DEFAULT,availabilityZone=${ZONE}`,
    );
    await expectMembers("get-cloud-formation-stack-records", [
      ...under("cloudFormationStackRecords[]", record, destination),
      ...under("cloudFormationStackRecords[].sourceInfo[]", "resourceType name arn"),
    ]);
  });
});
