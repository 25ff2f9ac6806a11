import { ServiceError } from "./service-error.ts";

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const CREDENTIAL = /Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;

/** Who calls which region of which service. Any credentials will do; the signature is not checked. */
export function parseAuthorization(header: string | undefined): CredentialScope {
  if (header === undefined || header.trim() === "") {
    throw new ServiceError("MissingAuthenticationToken", "Missing Authentication Token", {
      status: 403,
    });
  }
  const [, accessKeyId, , region, service] = CREDENTIAL.exec(header) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new ServiceError(
      "IncompleteSignature",
      "The Authorization header has no credential scope of the form KEY/DATE/REGION/SERVICE/aws4_request.",
    );
  }
  return { accessKeyId, region, service };
}
