import { ipv6Address } from "../addresses.ts";
import { bundlesOf } from "../catalogue/bundles.ts";
import { ipAddressType, resourceName } from "../common-shapes.ts";
import type { WriteContext } from "../context.ts";
import { assertAddressType, distributionOf } from "../distributions.ts";
import { stateAt } from "../lifecycle.ts";
import { writes } from "../operation.ts";
import { invalidInput, stateConflict } from "../protocol/service-error.ts";
import { recordInstanceOperation, recordOperation } from "../record-operation.ts";
import { RESOURCE_TYPES } from "../resource-types.ts";
import { boolean, enumeration, required, structure } from "../shapes.ts";
import type { DistributionRecord } from "../state/distribution-record.ts";
import type { LoadBalancerRecord } from "../state/load-balancer-records.ts";
import { operationsOutput } from "../views/operation.ts";

/** To and from IPv6-only the plan changes with the type, which has to be accepted. */
export const setIpAddressType = writes(
  structure({
    resourceType: required(enumeration(RESOURCE_TYPES)),
    resourceName: required(resourceName),
    ipAddressType: required(ipAddressType),
    acceptBundleUpdate: boolean(),
  }),
  (context, input) => {
    const { state, region, now, addresses } = context;
    if (input.resourceType === "LoadBalancer") return ofLoadBalancer(context, input);
    if (input.resourceType === "Distribution") return ofDistribution(context, input);
    if (input.resourceType !== "Instance") {
      throw invalidInput(`The IP address type of a ${input.resourceType} can't be set here.`);
    }
    const instance = state.get("Instance", input.resourceName);
    const type = input.ipAddressType;
    if ((type === "ipv6") !== (instance.ipAddressType === "ipv6")) {
      if (input.acceptBundleUpdate !== true) {
        throw invalidInput("acceptBundleUpdate is required, because the bundle changes.");
      }
      if (instance.staticIp !== undefined) {
        throw stateConflict(`Detach the static IP of the instance first: ${instance.staticIp}`);
      }
      instance.bundleId = counterpart(region.name, instance.bundleId);
    }
    instance.ipAddressType = type;
    if (type === "ipv4") delete instance.ipv6;
    else instance.ipv6 ??= ipv6Address(region.name, instance.sequence);
    if (type === "ipv6") delete instance.dynamicIp;
    else if (instance.staticIp === undefined && stateAt(instance, now) !== "stopped") {
      instance.dynamicIp ??= addresses.take();
    }
    const operation = recordInstanceOperation(context, "SetIpAddressType", instance);
    return operationsOutput([operation], context);
  },
);

function ofLoadBalancer(
  context: WriteContext,
  input: { resourceName: string; ipAddressType: LoadBalancerRecord["ipAddressType"] },
): object {
  const loadBalancer = context.state.get("LoadBalancer", input.resourceName);
  loadBalancer.ipAddressType = input.ipAddressType;
  const operation = recordOperation(context, {
    operationType: "SetIpAddressType",
    resourceName: loadBalancer.name,
    resourceType: "LoadBalancer",
  });
  return operationsOutput([operation], context);
}

function ofDistribution(
  context: WriteContext,
  input: { resourceName: string; ipAddressType: DistributionRecord["ipAddressType"] },
): object {
  const distribution = distributionOf(context, input.resourceName);
  distribution.ipAddressType = assertAddressType(input.ipAddressType);
  const operation = recordOperation(context, {
    operationType: "SetIpAddressType",
    resourceName: distribution.name,
    resourceType: "Distribution",
  });
  return operationsOutput([operation], context);
}

/** `small_3_0` for `small_ipv6_3_0` and the other way round. */
function counterpart(region: string, bundleId: string): string {
  const other = bundleId.includes("_ipv6_")
    ? bundleId.replace("_ipv6_", "_")
    : bundleId.replace(/_(\d+_\d+)$/, "_ipv6_$1");
  if (bundlesOf(region).has(other)) return other;
  throw invalidInput(`There is no bundle of the other IP address type for ${bundleId}.`);
}
