import type { CommonRecord, Tag } from "./common-record.ts";

/** For distributions and container services. */
export interface CertificateRecord extends CommonRecord {
  resourceType: "Certificate";
  domainName: string;
  /** With the domain itself, first. */
  names: string[];
  tags: Tag[];
  /** When it is issued; never, when absent. */
  issuedAt?: number;
}
