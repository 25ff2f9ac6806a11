import type { ReadContext } from "../context.ts";
import { arn, seconds } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { StackRecord } from "../state/export-records.ts";

export function stackRecordView(record: StackRecord, context: ReadContext): object {
  const { region, now } = context;
  return {
    name: record.name,
    arn: arn(context, "CloudFormationStackRecord", record.id),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "CloudFormationStackRecord",
    state: stateAt(record, now),
    sourceInfo: record.sources.map(({ name, id }) => ({
      resourceType: "ExportSnapshotRecord",
      name,
      arn: arn(context, "ExportSnapshotRecord", id),
    })),
    destinationInfo: { id: record.stackId, service: "Aws::CloudFormation::Stack" },
  };
}
