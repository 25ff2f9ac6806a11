import { named } from "../common-shapes.ts";
import { stateAt } from "../lifecycle.ts";
import { writes } from "../operation.ts";
import { stateConflict } from "../protocol/service-error.ts";
import { attachmentOutput } from "../static-ip-operations.ts";

/** The instance gets a new dynamic address; a stopped one when it is started. */
export const detachStaticIp = writes(named("staticIpName"), (context, { staticIpName }) => {
  const { state, now, addresses } = context;
  const staticIp = state.get("StaticIp", staticIpName);
  if (staticIp.attachedTo === undefined) {
    throw stateConflict(`The static IP is not attached to an instance: ${staticIpName}`);
  }
  const instance = state.get("Instance", staticIp.attachedTo);
  delete staticIp.attachedTo;
  delete instance.staticIp;
  if (stateAt(instance, now) !== "stopped") instance.dynamicIp = addresses.take();
  return attachmentOutput(context, "DetachStaticIp", staticIp, instance);
});
