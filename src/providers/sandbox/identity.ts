import { createHash, randomBytes, randomUUID } from "node:crypto";
import { QuantsError } from "../../core/errors.ts";

const DEFAULT_ACCOUNT_ID = "123456789012";
/** Support codes carry the id of the account that Lightsail keeps behind a customer's. */
const SHADOW_ACCOUNT_ID = "210987654321";

/** An account's id as it was given, or the sandbox's own. */
export function parseAccountId(text: string | undefined): string {
  if (text === undefined) return DEFAULT_ACCOUNT_ID;
  if (/^\d{12}$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not an AWS account id.`, {
    hint: "Give its 12 digits, for example 111122223333.",
    resource: text,
  });
}

export const newId = (): string => randomUUID();

/** An id in EC2's form, e.g. `i-0123456789abcdef0`. */
export const newHostId = (prefix: "i" | "ami" | "vol" | "snap" | "vpc"): string =>
  `${prefix}-0${randomBytes(8).toString("hex")}`;

/** The default VPC of an account's region: the same each time, in the short form of old ones. */
export const defaultVpc = ({
  account,
  region,
}: {
  account: string;
  region: { name: string };
}): string =>
  `vpc-${createHash("sha256").update(`${account} ${region.name}`).digest("hex").slice(0, 8)}`;

/** An id in Route 53's form. */
export const newZoneId = (): string =>
  `Z${Array.from(randomBytes(20), (byte) => ZONE_ID[byte % ZONE_ID.length]).join("")}`;
const ZONE_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Where the service says that a resource is: domains belong to no region. */
export const regionNameOf = (resourceType: string, region: string): string =>
  resourceType === "Domain" ? "global" : region;

export const arn = (
  { account, region }: { account: string; region: { name: string } },
  resourceType: string,
  id: string,
): string =>
  `arn:aws:lightsail:${regionNameOf(resourceType, region.name)}:${account}:${resourceType}/${id}`;

/** A role in that account. */
export const shadowRole = (path: string): string =>
  `arn:aws:iam::${SHADOW_ACCOUNT_ID}:role/${path}`;

/** Where that account keeps its customers' container images. */
export const shadowRegistry = (region: string): string =>
  `${SHADOW_ACCOUNT_ID}.dkr.ecr.${region}.amazonaws.com`;

export const supportCode = (suffix: string): string => `${SHADOW_ACCOUNT_ID}/${suffix}`;

/** The wire's times are seconds with a fraction. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;
