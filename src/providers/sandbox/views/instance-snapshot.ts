import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { InstanceSnapshotRecord } from "../state/records.ts";

export function instanceSnapshotView(record: InstanceSnapshotRecord, context: ReadContext): object {
  const { region, now } = context;
  const { until, during, after } = record.transition;
  const done = now >= until;
  const percent = done ? 100 : ((now - record.createdAt) / (until - record.createdAt)) * 100;
  return {
    name: record.name,
    arn: arn(context, "InstanceSnapshot", record.id),
    supportCode: supportCode(record.imageId),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "InstanceSnapshot",
    tags: record.tags,
    state: done ? after : during,
    progress: `${Math.floor(percent)}%`,
    fromAttachedDisks: [],
    fromInstanceName: record.fromInstanceName,
    fromInstanceArn: arn(context, "Instance", record.fromInstanceId),
    fromBlueprintId: record.fromBlueprintId,
    fromBundleId: record.fromBundleId,
    isFromAutoSnapshot: false,
    sizeInGb: record.sizeInGb,
  };
}
