import { resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { invalidInput, stateConflict } from "../protocol/service-error.ts";
import { instanceInState } from "../require-state.ts";
import { required, structure } from "../shapes.ts";
import { attachmentOutput } from "../static-ip-operations.ts";

/** The instance's dynamic address is given up. Attaching again what is attached is no fault. */
export const attachStaticIp = writes(
  structure({ staticIpName: required(resourceName), instanceName: required(resourceName) }),
  (context, { staticIpName, instanceName }) => {
    const staticIp = context.state.get("StaticIp", staticIpName);
    const instance = context.state.get("Instance", instanceName);
    if (instance.ipAddressType === "ipv6") {
      throw invalidInput(`You can't attach a static IP to an IPv6-only instance: ${instanceName}`);
    }
    if (staticIp.attachedTo !== instanceName) {
      instanceInState(context, instanceName, "attach a static IP to", ["running"]);
    }
    if (staticIp.attachedTo !== undefined && staticIp.attachedTo !== instanceName) {
      throw stateConflict(
        `The static IP ${staticIpName} is already attached to the instance: ${staticIp.attachedTo}`,
      );
    }
    if (instance.staticIp !== undefined && instance.staticIp !== staticIpName) {
      throw stateConflict(
        `The instance ${instanceName} already has an attached static IP: ${instance.staticIp}`,
      );
    }
    staticIp.attachedTo = instanceName;
    instance.staticIp = staticIpName;
    delete instance.dynamicIp;
    return attachmentOutput(context, "AttachStaticIp", staticIp, instance);
  },
);
