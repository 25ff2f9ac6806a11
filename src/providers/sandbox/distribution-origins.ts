import { REGIONS } from "./catalogue/regions.ts";
import { isGone, publicHost } from "./container-services.ts";
import type { WriteContext } from "./context.ts";
import { invalidInput, notFound } from "./protocol/service-error.ts";
import { enumeration, type Infer, integer, string, structure } from "./shapes.ts";
import type { OriginRecord } from "./state/distribution-record.ts";

export const inputOrigin = structure({
  name: string(),
  regionName: enumeration(REGIONS.map(({ name }) => name)),
  protocolPolicy: enumeration(["http-only", "https-only"]),
  responseTimeout: integer({ min: 1, max: 60 }),
  ipAddressType: enumeration(["ipv4", "ipv6", "dualstack"]),
});

const DEFAULT_TIMEOUT = 30;

/** The resource that the content comes from, in whatever region, as it is now. */
export function checkOrigin(context: WriteContext, given: Infer<typeof inputOrigin>): OriginRecord {
  const { name, regionName, protocolPolicy, responseTimeout, ipAddressType } = given;
  if (name === undefined || regionName === undefined) {
    throw invalidInput("An origin needs the name and the region of a resource.");
  }
  return {
    name,
    regionName,
    ...resourceAt(context, regionName, name),
    responseTimeout: responseTimeout ?? DEFAULT_TIMEOUT,
    ...(protocolPolicy !== undefined && { protocolPolicy }),
    ...(ipAddressType !== undefined && { ipAddressType }),
  };
}

function resourceAt(
  { state: here, stateOf, region, account, now }: WriteContext,
  regionName: string,
  name: string,
): Pick<OriginRecord, "resourceType" | "publicDns"> {
  const state = regionName === region.name ? here : stateOf(regionName);
  const resource = state.any(name);
  if (resource?.resourceType === "Bucket") {
    return { resourceType: "Bucket", publicDns: `${name}.s3.${regionName}.amazonaws.com` };
  }
  if (resource?.resourceType === "LoadBalancer") {
    return { resourceType: "LoadBalancer", publicDns: resource.dnsName };
  }
  if (resource?.resourceType === "ContainerService" && !isGone(resource, now)) {
    const publicDns = publicHost({ account, region: { ...region, name: regionName } }, name);
    return { resourceType: "ContainerService", publicDns };
  }
  if (resource?.resourceType !== "Instance") throw notFound("Resource", name);
  const staticIp = resource.staticIp && state.find("StaticIp", resource.staticIp)?.ipAddress;
  if (staticIp === undefined) {
    throw invalidInput(
      `The instance needs a static IP to be the origin of a distribution: ${name}`,
    );
  }
  return { resourceType: "Instance", publicDns: hostOf(staticIp, regionName) };
}

/** The name that EC2 gives to an address. */
const hostOf = (address: string, region: string): string =>
  `ec2-${address.replaceAll(".", "-")}.${region === "us-east-1" ? "compute-1" : `${region}.compute`}.amazonaws.com`;
