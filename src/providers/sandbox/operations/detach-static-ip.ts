import { named } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { stateConflict } from "../protocol/service-error.ts";
import { attachmentOutput, detach } from "../static-ip-operations.ts";

export const detachStaticIp = writes(named("staticIpName"), (context, { staticIpName }) => {
  const staticIp = context.state.get("StaticIp", staticIpName);
  const instance = detach(context, staticIp);
  if (instance === undefined) {
    throw stateConflict(`The static IP is not attached to an instance: ${staticIpName}`);
  }
  return attachmentOutput(context, "DetachStaticIp", staticIp, instance);
});
