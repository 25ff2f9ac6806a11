import { named } from "../common-shapes.ts";
import { newId } from "../identity.ts";
import { assertNewNames } from "../names.ts";
import { writes } from "../operation.ts";
import { quotaReached } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { operationsOutput } from "../views/operation.ts";

export const allocateStaticIp = writes(named("staticIpName"), (context, { staticIpName }) => {
  const { state, addresses, limits, now } = context;
  assertNewNames(state, [staticIpName]);
  if (state.list("StaticIp").length >= limits.staticIps) {
    throw quotaReached("Static IPs", limits.staticIps);
  }
  state.add({
    resourceType: "StaticIp",
    name: staticIpName,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    ipAddress: addresses.take(),
  });
  const operation = recordOperation(context, {
    operationType: "AllocateStaticIp",
    resourceName: staticIpName,
    resourceType: "StaticIp",
  });
  return operationsOutput([operation], context);
});
