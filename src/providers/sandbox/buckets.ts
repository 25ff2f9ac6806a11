import type { ReadContext, WriteContext } from "./context.ts";
import { BUCKET_BUNDLES } from "./catalogue/bucket-bundles.ts";
import { invalidInput } from "./protocol/service-error.ts";
import { recordOperation } from "./record-operation.ts";
import { string } from "./shapes.ts";
import type { BucketRecord } from "./state/bucket-record.ts";
import type { OperationRecord } from "./state/records.ts";

export const bucketName = string({ pattern: /^[a-z0-9][a-z0-9-]{1,52}[a-z0-9]$/, min: 3, max: 54 });

export function assertBundle(bundleId: string): void {
  if (BUCKET_BUNDLES.some((it) => it.bundleId === bundleId)) return;
  throw invalidInput(`The specified bundle does not exist: ${bundleId}`);
}

/** Instances that may use the bucket and are still there. */
export const connectedInstances = (
  { instances }: BucketRecord,
  { state }: Pick<ReadContext, "state">,
): { name: string; id: string }[] =>
  instances.filter(({ name, id }) => state.find("Instance", name)?.id === id);

export const bucketOperation = (
  context: WriteContext,
  operationType: string,
  name: string,
  details?: string,
): OperationRecord =>
  recordOperation(context, { operationType, resourceName: name, resourceType: "Bucket", details });
