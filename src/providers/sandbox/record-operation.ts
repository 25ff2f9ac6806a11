import type { WriteContext } from "./context.ts";
import { newId } from "./identity.ts";
import type { InstanceRecord, OperationRecord } from "./state/records.ts";

interface OperationOptions {
  operationType: string;
  resourceName: string;
  resourceType: string;
  zone?: string;
  details?: string | undefined;
  /** When it succeeds; at once by default. */
  doneAt?: number;
}

/** Stores one operation and returns it. */
export function recordOperation(context: WriteContext, options: OperationOptions): OperationRecord {
  const { details, ...rest } = options;
  const operation: OperationRecord = {
    zone: "all",
    doneAt: context.now,
    ...rest,
    ...(details !== undefined && { details }),
    id: newId(),
    sequence: context.state.nextSequence(),
    createdAt: context.now,
  };
  context.state.addOperation(operation);
  return operation;
}

/** The same for an operation on an instance. */
export const recordInstanceOperation = (
  context: WriteContext,
  operationType: string,
  instance: InstanceRecord,
  options: { details?: string; doneAt?: number } = {},
): OperationRecord =>
  recordOperation(context, {
    operationType,
    resourceName: instance.name,
    resourceType: "Instance",
    zone: instance.zone,
    ...options,
  });
