import { regionNameOf, seconds } from "../identity.ts";
import type { OperationRecord } from "../state/records.ts";

/** Only Started and Succeeded were ever seen from the service. */
export function operationView(
  operation: OperationRecord,
  context: { now: number; state: { region: string } },
): object {
  const done = context.now >= operation.doneAt;
  return {
    id: operation.id,
    resourceName: operation.resourceName,
    resourceType: operation.resourceType,
    createdAt: seconds(operation.createdAt),
    location: {
      availabilityZone: operation.zone,
      regionName: regionNameOf(operation.resourceType, context.state.region),
    },
    isTerminal: done,
    operationDetails: operation.details,
    operationType: operation.operationType,
    status: done ? "Succeeded" : "Started",
    statusChangedAt: seconds(done ? operation.doneAt : operation.createdAt),
  };
}

/** The usual answer of a mutation. */
export const operationsOutput = (
  operations: readonly OperationRecord[],
  context: { now: number; state: { region: string } },
): { operations: object[] } => ({
  operations: operations.map((operation) => operationView(operation, context)),
});
