import { randomBytes, randomUUID } from "node:crypto";

export const ACCOUNT_ID = "123456789012";
/** Support codes carry the id of the account that Lightsail keeps behind a customer's. */
const SHADOW_ACCOUNT_ID = "210987654321";

export const newId = (): string => randomUUID();

/** An id in EC2's form, e.g. `i-0123456789abcdef0`. */
export const newHostId = (prefix: "i" | "ami"): string =>
  `${prefix}-0${randomBytes(8).toString("hex")}`;

export const arn = (region: string, resourceType: string, id: string): string =>
  `arn:aws:lightsail:${region}:${ACCOUNT_ID}:${resourceType}/${id}`;

export const supportCode = (suffix: string): string => `${SHADOW_ACCOUNT_ID}/${suffix}`;

/** The wire's times are seconds with a fraction. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;
