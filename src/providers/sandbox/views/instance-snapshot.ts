import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { InstanceSnapshotRecord } from "../state/records.ts";
import { progressOf } from "./progress.ts";

export function instanceSnapshotView(record: InstanceSnapshotRecord, context: ReadContext): object {
  const { account, region, now } = context;
  const { fromRegion = region.name } = record;
  return {
    name: record.name,
    arn: arn(context, "InstanceSnapshot", record.id),
    supportCode: supportCode(record.imageId),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "InstanceSnapshot",
    tags: record.tags,
    state: stateAt(record, now),
    progress: progressOf(record, now),
    fromAttachedDisks: (record.fromDisks ?? []).map(({ name, path, sizeInGb }) => ({
      ...{ name, path, sizeInGb, isSystemDisk: false },
    })),
    fromInstanceName: record.fromInstanceName,
    fromInstanceArn: arn(
      { account, region: { name: fromRegion } },
      "Instance",
      record.fromInstanceId,
    ),
    fromBlueprintId: record.fromBlueprintId,
    fromBundleId: record.fromBundleId,
    isFromAutoSnapshot: record.isFromAuto === true,
    sizeInGb: record.sizeInGb,
  };
}
