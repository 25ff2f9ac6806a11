import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { DiskSnapshotRecord } from "../state/disk-records.ts";
import { progressOf } from "./progress.ts";

export function diskSnapshotView(record: DiskSnapshotRecord, context: ReadContext): object {
  const { account, region, now } = context;
  const { source, fromRegion = region.name } = record;
  const { resourceType, name, id } = source;
  return {
    name: record.name,
    arn: arn(context, "DiskSnapshot", record.id),
    supportCode: supportCode(record.snapshotId),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "DiskSnapshot",
    tags: record.tags,
    sizeInGb: record.sizeInGb,
    state: stateAt(record, now),
    progress: progressOf(record, now),
    [`from${resourceType}Name`]: name,
    [`from${resourceType}Arn`]: arn({ account, region: { name: fromRegion } }, resourceType, id),
    isFromAutoSnapshot: record.isFromAuto === true,
  };
}
