import type { WriteContext } from "./context.ts";
import { stateAt } from "./lifecycle.ts";
import { recordInstanceOperation, recordOperation } from "./record-operation.ts";
import type { InstanceRecord, StaticIpRecord } from "./state/records.ts";
import { operationsOutput } from "./views/operation.ts";

/** Attaching and detaching are two operations each, and over when they are answered. */
export const attachmentOutput = (
  context: WriteContext,
  operationType: "AttachStaticIp" | "DetachStaticIp",
  staticIp: StaticIpRecord,
  instance: InstanceRecord,
): object =>
  operationsOutput(
    [
      recordOperation(context, {
        operationType,
        resourceName: staticIp.name,
        resourceType: "StaticIp",
        details: instance.name,
      }),
      recordInstanceOperation(context, operationType, instance, { details: staticIp.name }),
    ],
    context,
  );

/**
 * Takes the address from its instance, which gets a new dynamic one, a stopped one when it is
 * started. Undefined when nobody held it.
 */
export function detach(
  { state, now, addresses }: WriteContext,
  staticIp: StaticIpRecord,
): InstanceRecord | undefined {
  if (staticIp.attachedTo === undefined) return undefined;
  const instance = state.get("Instance", staticIp.attachedTo);
  delete staticIp.attachedTo;
  delete instance.staticIp;
  if (stateAt(instance, now) !== "stopped") instance.dynamicIp = addresses.take();
  return instance;
}
