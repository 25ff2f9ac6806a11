import type { WriteContext } from "./context.ts";
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
