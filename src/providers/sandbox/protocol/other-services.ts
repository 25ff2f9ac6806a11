import { randomUUID } from "node:crypto";
import { findRegion, zoneNames } from "../catalogue/regions.ts";
import type { Asked } from "./asked-service.ts";
import { type WireRequest, type WireResponse, xmlResponse } from "./response.ts";
import { assumeRole, callerIdentity } from "./sts.ts";

/** Who calls is the sandbox's own to say, whoever answers the rest; undefined for all else. */
export function answerIdentity(
  request: WireRequest,
  asked: Asked,
  { account, now }: { account: string; now: number },
): WireResponse | undefined {
  switch (`${asked.service}:${asked.operation}`) {
    case "sts:GetCallerIdentity":
      return callerIdentity(request, asked, account);
    case "sts:AssumeRole":
      return assumeRole(request, asked, now);
    default:
      return undefined;
  }
}

/** What Terraform asks of EC2 for a stack of Lightsail, where no upstream has an EC2 of its own. */
export const answerZones = (asked: Asked): WireResponse | undefined =>
  asked.service === "ec2" && asked.operation === "DescribeAvailabilityZones"
    ? availabilityZones(asked)
    : undefined;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
function availabilityZones({ region: name, parameters }: Asked): WireResponse {
  const region = findRegion(name);
  const wanted = [...parameters].flatMap(([key, value]) =>
    key.startsWith("ZoneName.") ? [value] : [],
  );
  const zones = region === undefined ? [] : zoneNames(region);
  const items = zones
    .filter((zone) => wanted.length === 0 || wanted.includes(zone))
    .map((zone) => {
      const zoneId = `${name}-az${zones.indexOf(zone) + 1}`;
      return `<item><zoneName>${zone}</zoneName><zoneState>available</zoneState><regionName>${name}</regionName><zoneId>${zoneId}</zoneId><groupName>${name}</groupName><networkBorderGroup>${name}</networkBorderGroup><optInStatus>opt-in-not-required</optInStatus><zoneType>availability-zone</zoneType><messageSet/></item>`;
    });
  return xmlResponse(
    200,
    `<DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId><availabilityZoneInfo>${items.join("")}</availabilityZoneInfo></DescribeAvailabilityZonesResponse>`,
  );
}
