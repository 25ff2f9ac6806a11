import type { ReadContext } from "../context.ts";
import { arn, seconds } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { ExportSnapshotRecord } from "../state/export-records.ts";

export function exportSnapshotView(record: ExportSnapshotRecord, context: ReadContext): object {
  const { account, region, now } = context;
  const { source } = record;
  const { from } = source;
  const isInstance = source.resourceType === "InstanceSnapshot";
  return {
    name: record.name,
    arn: arn(context, "ExportSnapshotRecord", record.id),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "ExportSnapshotRecord",
    state: stateAt(record, now),
    sourceInfo: {
      resourceType: source.resourceType,
      createdAt: seconds(source.createdAt),
      name: source.name,
      arn: arn(context, source.resourceType, source.id),
      fromResourceName: from.name,
      fromResourceArn: arn({ account, region: { name: from.region } }, from.resourceType, from.id),
      ...(isInstance
        ? {
            instanceSnapshotInfo: {
              fromBundleId: source.bundleId,
              fromBlueprintId: source.blueprintId,
              fromDiskInfo: source.disks,
            },
          }
        : { diskSnapshotInfo: { sizeInGb: source.sizeInGb } }),
    },
    destinationInfo: {
      id: record.destination,
      service: isInstance ? "Aws::EC2::Image" : "Aws::EC2::Snapshot",
    },
  };
}
