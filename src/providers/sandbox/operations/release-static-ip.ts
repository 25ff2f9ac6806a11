import { named } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { stateConflict } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { operationsOutput } from "../views/operation.ts";

export const releaseStaticIp = writes(named("staticIpName"), (context, { staticIpName }) => {
  const staticIp = context.state.get("StaticIp", staticIpName);
  if (staticIp.attachedTo !== undefined) {
    throw stateConflict(
      `You can't release this static IP because it is still attached to a Lightsail instance: ${staticIp.attachedTo}`,
    );
  }
  context.state.remove(staticIp);
  const operation = recordOperation(context, {
    operationType: "ReleaseStaticIp",
    resourceName: staticIpName,
    resourceType: "StaticIp",
  });
  return operationsOutput([operation], context);
});
