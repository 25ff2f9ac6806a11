import { nonEmptyString, resourceName } from "../common-shapes.ts";
import { starting } from "../lifecycle.ts";
import { writes } from "../operation.ts";
import { recordInstanceOperation } from "../record-operation.ts";
import { instanceInState } from "../require-state.ts";
import { required, structure } from "../shapes.ts";
import { updateBundle } from "../update-bundle.ts";
import { operationsOutput } from "../views/operation.ts";

/** A started instance gets a new public IPv4 address unless a static one is attached. */
export const startInstance = writes(
  structure({
    instanceName: required(resourceName),
    attributeUpdates: structure({ bundleId: nonEmptyString }),
  }),
  (context, { instanceName, attributeUpdates }) => {
    const { now, durations, addresses, addressDelay, region } = context;
    const instance = instanceInState(context, instanceName, "start", ["stopped"]);
    const bundleId = attributeUpdates?.bundleId;
    if (bundleId !== undefined) updateBundle(region.name, instance, bundleId);
    instance.transition = starting(now, durations);
    instance.addressAt = instance.transition.until + addressDelay;
    if (instance.ipAddressType !== "ipv6" && instance.staticIp === undefined) {
      instance.dynamicIp = addresses.take();
    }
    const operation = recordInstanceOperation(context, "StartInstance", instance, {
      doneAt: instance.transition.until,
    });
    return operationsOutput([operation], context);
  },
);
