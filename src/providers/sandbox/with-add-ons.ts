import type { ReadContext, WriteContext } from "./context.ts";
import { notFound } from "./protocol/service-error.ts";
import { recordOperation } from "./record-operation.ts";
import type { DiskRecord } from "./state/disk-records.ts";
import type { InstanceRecord, OperationRecord } from "./state/records.ts";

/** The named instance or disk: nothing else has add-ons. */
export function withAddOns(
  { state }: Pick<ReadContext, "state">,
  name: string,
): InstanceRecord | DiskRecord {
  const record = state.find("Disk", name) ?? state.find("Instance", name);
  if (record === undefined) throw notFound("Instance", name);
  return record;
}

export const recordAddOnOperation = (
  context: WriteContext,
  operationType: string,
  { name, resourceType, zone }: InstanceRecord | DiskRecord,
  details: string,
): OperationRecord =>
  recordOperation(context, { operationType, resourceName: name, resourceType, zone, details });
