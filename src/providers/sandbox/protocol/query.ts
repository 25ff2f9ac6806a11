import { randomUUID } from "node:crypto";
import { findRegion, zoneNames } from "../catalogue/regions.ts";
import { ACCOUNT_ID } from "../identity.ts";
import type { CredentialScope } from "./authorization.ts";
import { type WireRequest, type WireResponse, xmlResponse } from "./response.ts";

/**
 * The two calls that Terraform makes of other services, so that it works with nothing but
 * AWS_ENDPOINT_URL set: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * and https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
 */
export function answerQuery(request: WireRequest, scope: CredentialScope): WireResponse {
  const parameters = new URLSearchParams(request.body);
  const action = parameters.get("Action") ?? "";
  if (scope.service === "sts" && action === "GetCallerIdentity") return callerIdentity(scope);
  if (scope.service === "ec2" && action === "DescribeAvailabilityZones") {
    return availabilityZones(scope, listed(parameters, "ZoneName."));
  }
  const message = `The sandbox does not build ${scope.service}:${action || "(no Action)"}.`;
  return scope.service === "ec2" ? ec2Error(message) : stsError(message);
}

function callerIdentity({ accessKeyId }: CredentialScope): WireResponse {
  return xmlResponse(
    200,
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT_ID}:user/sandbox</Arn><UserId>${escapeXml(accessKeyId)}</UserId><Account>${ACCOUNT_ID}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
}

function availabilityZones(scope: CredentialScope, wanted: readonly string[]): WireResponse {
  const region = findRegion(scope.region);
  const zones = region === undefined ? [] : zoneNames(region);
  const items = zones
    .filter((zone) => wanted.length === 0 || wanted.includes(zone))
    .map((zone) => {
      const zoneId = `${scope.region}-az${zones.indexOf(zone) + 1}`;
      return `<item><zoneName>${zone}</zoneName><zoneState>available</zoneState><regionName>${scope.region}</regionName><zoneId>${zoneId}</zoneId><groupName>${scope.region}</groupName><networkBorderGroup>${scope.region}</networkBorderGroup><optInStatus>opt-in-not-required</optInStatus><zoneType>availability-zone</zoneType><messageSet/></item>`;
    });
  return xmlResponse(
    200,
    `<DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId><availabilityZoneInfo>${items.join("")}</availabilityZoneInfo></DescribeAvailabilityZonesResponse>`,
  );
}

const stsError = (message: string): WireResponse =>
  xmlResponse(
    400,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );

const ec2Error = (message: string): WireResponse =>
  xmlResponse(
    400,
    `<Response><Errors><Error><Code>InvalidAction</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
  );

const listed = (parameters: URLSearchParams, prefix: string): string[] =>
  [...parameters].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);

const ESCAPES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML allows no control characters, escaped or not. */
const escapeXml = (text: string): string =>
  text
    .slice(0, 200)
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, "")
    .replace(/[<>&"']/g, (char) => ESCAPES[char] ?? char);
