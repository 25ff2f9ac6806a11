import type { WriteContext } from "./context.ts";
import { arn } from "./identity.ts";
import { invalidInput, notFound } from "./protocol/service-error.ts";
import { recordOperation } from "./record-operation.ts";
import type { ExportSnapshotRecord, StackRecord } from "./state/export-records.ts";
import type { LoadBalancerCertificateRecord } from "./state/load-balancer-records.ts";
import type { ResourceRecord, StaticIpRecord } from "./state/records.ts";
import { operationsOutput } from "./views/operation.ts";

type Taggable = Exclude<
  ResourceRecord,
  StaticIpRecord | LoadBalancerCertificateRecord | ExportSnapshotRecord | StackRecord
>;

/** The named resource if it can have tags; a given ARN must be its own. */
export function taggable(
  context: WriteContext,
  name: string,
  resourceArn: string | undefined,
): Taggable {
  const record = context.state.any(name);
  if (record === undefined) throw notFound("Resource", name);
  if (record.resourceType === "StaticIp") {
    throw invalidInput(`Resources of type StaticIp can't be tagged: ${name}`);
  }
  const { resourceType } = record;
  if (
    record.resourceType === "LoadBalancerTlsCertificate" ||
    record.resourceType === "ExportSnapshotRecord" ||
    record.resourceType === "CloudFormationStackRecord"
  ) {
    throw invalidInput(`The resource type, ${resourceType}, is not taggable.`);
  }
  if (resourceArn !== undefined && resourceArn !== arn(context, record.resourceType, record.id)) {
    throw invalidInput(`The resource ARN is not that of ${name}: ${resourceArn}`);
  }
  return record;
}

export const taggingOutput = (
  context: WriteContext,
  operationType: "TagResource" | "UntagResource",
  record: Taggable,
): object =>
  operationsOutput(
    [
      recordOperation(context, {
        operationType,
        resourceName: record.name,
        resourceType: record.resourceType,
        zone: "zone" in record && record.resourceType !== "Disk" ? record.zone : "all",
      }),
    ],
    context,
  );
