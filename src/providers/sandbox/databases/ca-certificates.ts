import { invalidInput } from "../protocol/service-error.ts";

export const DEFAULT_CA_CERTIFICATE = "rds-ca-rsa2048-g1";

/** RDS's, of those that have not expired. */
const CA_CERTIFICATES = [DEFAULT_CA_CERTIFICATE, "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"];

export function checkedCaCertificate(identifier: string): string {
  if (CA_CERTIFICATES.includes(identifier)) return identifier;
  throw invalidInput(
    `The CA certificate must be one of ${CA_CERTIFICATES.join(", ")}: ${identifier}`,
  );
}
