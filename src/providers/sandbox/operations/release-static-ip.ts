import { named } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { recordOperation } from "../record-operation.ts";
import { detach } from "../static-ip-operations.ts";
import { operationsOutput } from "../views/operation.ts";

/** One that is attached is taken from its instance, as `DetachStaticIp` would. */
export const releaseStaticIp = writes(named("staticIpName"), (context, { staticIpName }) => {
  const staticIp = context.state.get("StaticIp", staticIpName);
  detach(context, staticIp);
  context.state.remove(staticIp);
  const operation = recordOperation(context, {
    operationType: "ReleaseStaticIp",
    resourceName: staticIpName,
    resourceType: "StaticIp",
  });
  return operationsOutput([operation], context);
});
