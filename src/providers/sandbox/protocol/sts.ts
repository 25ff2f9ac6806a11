import { randomUUID } from "node:crypto";
import type { Asked } from "./asked-service.ts";
import { foreignError } from "./refuse-foreign.ts";
import { type WireRequest, type WireResponse, xmlResponse } from "./response.ts";
import { escapeXml } from "./xml.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
const ROLE = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]{1,64})$/;
const SESSION = /^[\w+=,.@-]{2,64}$/;
const ASSUMED = /^arn:aws:sts::(\d{12}):assumed-role\/[\w+=,.@-]{1,64}\/[\w+=,.@-]{2,64}$/;
/** Begins the session tokens that are given out here; the role's ARN follows. */
const TOKEN = "sandbox.";
const HOUR = 3_600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function callerIdentity(
  request: WireRequest,
  { accessKeyId }: Asked,
  account: string,
): WireResponse {
  // Who has assumed a role comes with the token that was given for it.
  const arn = assumedRole(request.headers["x-amz-security-token"]);
  const [, roleAccount] = ASSUMED.exec(arn ?? "") ?? [];
  return result("GetCallerIdentity", [
    ["Arn", arn ?? `arn:aws:iam::${account}:user/sandbox`],
    ["UserId", accessKeyId.slice(0, 128)],
    ["Account", roleAccount ?? account],
  ]);
}

/**
 * Any role can be assumed, by anybody: a profile or a provider with a role works here as it is.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(request: WireRequest, asked: Asked, now: number): WireResponse {
  const { parameters } = asked;
  const refuse = (message: string): WireResponse =>
    foreignError(request, asked, { code: "ValidationError", message });
  const roleArn = parameters.get("RoleArn") ?? "";
  const session = parameters.get("RoleSessionName") ?? "";
  const seconds = Number(parameters.get("DurationSeconds") ?? HOUR);
  const [, account, role] = ROLE.exec(roleArn) ?? [];
  if (account === undefined || role === undefined) {
    return refuse(`${roleArn.slice(0, 200)} is invalid`);
  }
  if (!SESSION.test(session)) {
    return refuse(
      `Value '${session.slice(0, 100)}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}`,
    );
  }
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 12 * HOUR) {
    return refuse("The DurationSeconds must be between 900 and 43200.");
  }
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
  return result("AssumeRole", [
    [
      "AssumedRoleUser",
      [
        ["AssumedRoleId", `AROASANDBOX:${session}`],
        ["Arn", arn],
      ],
    ],
    [
      "Credentials",
      [
        ["AccessKeyId", "sandbox-role"],
        ["SecretAccessKey", "sandbox"],
        ["SessionToken", TOKEN + Buffer.from(arn).toString("base64url")],
        ["Expiration", new Date(now + seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z")],
      ],
    ],
    ["PackedPolicySize", "0"],
  ]);
}

function assumedRole(token: string | undefined): string | undefined {
  if (token?.startsWith(TOKEN) !== true) return undefined;
  const arn = Buffer.from(token.slice(TOKEN.length), "base64url").toString("utf8");
  return ASSUMED.test(arn) ? arn : undefined;
}

type Element = readonly [name: string, content: string | readonly Element[]];

const result = (operation: string, elements: readonly Element[]): WireResponse =>
  xmlResponse(
    200,
    `<${operation}Response xmlns="${NAMESPACE}"><${operation}Result>${write(elements)}</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
  );

const write = (elements: readonly Element[]): string =>
  elements
    .map(([name, content]) => {
      const inner = typeof content === "string" ? escapeXml(content) : write(content);
      return `<${name}>${inner}</${name}>`;
    })
    .join("");
