import { type CredentialScope, parseAuthorization } from "./authorization.ts";
import type { WireRequest } from "./response.ts";
import { ServiceError } from "./service-error.ts";
import { ownValue } from "../../../core/text/own-value.ts";

/** How a service is talked to, and how it is to be answered. */
export type Protocol = "json" | "cbor" | "query" | "ec2" | "s3" | "rest-xml" | "rest-json";

export interface Asked extends CredentialScope {
  readonly protocol: Protocol;
  /** The operation's name; of a REST request its method and path. */
  readonly operation: string;
  /** Those of a form, or of the URL. */
  readonly parameters: URLSearchParams;
  /** Why it is not known which service is asked; `service` is empty then. */
  readonly unsigned?: ServiceError | undefined;
}

const REST_XML = new Set(["cloudfront", "route53"]);
const S3 = new Set(["s3", "s3express", "s3-object-lambda", "s3-outposts"]);
/** Of the services that take unsigned requests or are asked by hand. */
const BY_VERSION: Readonly<Record<string, string>> = {
  "2010-05-08": "iam",
  "2011-06-15": "sts",
  "2016-11-15": "ec2",
};
const MAX_ECHO = 100;

/** Whether what is asked can only be told from the body of the request. */
export function bodyTells(head: WireRequest, own: ReadonlySet<string>): boolean {
  const { service } = askedOf(head);
  if (service !== "") return own.has(service);
  return /^application\/x-www-form-urlencoded/i.test(head.headers["content-type"] ?? "");
}

/**
 * Which service the request is for: as its signature says, else its target or the version that its
 * form names. Without any of these it says why that is not known.
 */
export function askedOf(request: WireRequest): Asked {
  const [path = "", search = ""] = request.path.split("?", 2);
  const parameters = new URLSearchParams(
    new URLSearchParams(request.body).has("Action") ? request.body : search,
  );
  const scope = scopeOf(request, parameters);
  const target = request.headers["x-amz-target"];
  const action = parameters.get("Action");
  const protocol = protocolOf(request, scope.service, action);
  const operation =
    protocol === "json"
      ? (target?.split(".").at(-1) ?? "")
      : protocol === "cbor"
        ? (path.split("/").at(-1) ?? "")
        : protocol === "query" || protocol === "ec2"
          ? (action ?? "(no Action)")
          : `${request.method} ${path}`;
  return { ...scope, protocol, operation: operation.slice(0, MAX_ECHO), parameters };
}

function scopeOf(
  request: WireRequest,
  parameters: URLSearchParams,
): CredentialScope & Pick<Asked, "unsigned"> {
  const header = request.headers["authorization"];
  // The credential of a URL that was signed in advance stands in the URL.
  const presigned = parameters.get("X-Amz-Credential");
  try {
    return parseAuthorization(presigned === null ? header : `Credential=${presigned}`);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const service = unsignedService(request, parameters);
    const unsigned = service === "" || service === "lightsail" ? error : undefined;
    return { accessKeyId: "anonymous", region: "us-east-1", service, unsigned };
  }
}

function unsignedService({ headers }: WireRequest, parameters: URLSearchParams): string {
  // Signature version 2: `AWS KEY:SIGNATURE`.
  if (/^AWS [^\s:]+:/.test(headers["authorization"] ?? "")) return "s3";
  const [target = ""] = headers["x-amz-target"]?.split("_") ?? [];
  if (target !== "") return target.toLowerCase();
  return ownValue(BY_VERSION, parameters.get("Version") ?? "") ?? "";
}

function protocolOf({ headers }: WireRequest, service: string, action: string | null): Protocol {
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return "cbor";
  if (headers["x-amz-target"] !== undefined) return "json";
  if (service === "ec2") return "ec2";
  if (action !== null || service === "sts") return "query";
  if (S3.has(service) || service === "") return "s3";
  return REST_XML.has(service) ? "rest-xml" : "rest-json";
}
