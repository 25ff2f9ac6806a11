import { createHash } from "node:crypto";
import type { WriteContext } from "./context.ts";
import { seconds } from "./identity.ts";
import { invalidInput } from "./protocol/service-error.ts";

const MAX_NAMES = 10;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(?:\\*\\.)?(?:${LABEL}\\.)+${LABEL}$`, "i");
const YEAR_MS = 395 * 86_400_000;

/** What the two kinds of certificates have in common. */
export interface CertificateNames {
  id: string;
  domainName: string;
  names: string[];
  createdAt: number;
  issuedAt?: number;
}

/** The domain and its other names, checked, each once. */
export function certificateNames(
  domainName: string,
  others: readonly string[] = [],
): { domainName: string; names: string[] } {
  const names = [...new Set([domainName, ...others])];
  const wrong = names.find((name) => name.length > 253 || !DOMAIN.test(name));
  if (wrong !== undefined) throw invalidInput(`${wrong} is not a valid domain name.`);
  if (names.length > MAX_NAMES) {
    throw invalidInput(`A certificate can have ${MAX_NAMES} names at most.`, "LimitExceeded");
  }
  return { domainName, names };
}

/** When a new certificate is issued: only a fault plan or an option validates any. */
export const issueTime = (
  { now, durations, issuesCertificates }: WriteContext,
  names: readonly string[],
): { issuedAt?: number } =>
  issuesCertificates && !names.some(isReserved) ? { issuedAt: now + durations.certificate } : {};

/** No authority issues anything for such a name. */
const isReserved = (name: string): boolean => name.toLowerCase().endsWith(".test");

export type CertificateStatus = "PENDING_VALIDATION" | "ISSUED" | "FAILED";

export function certificateStatus(record: CertificateNames, now: number): CertificateStatus {
  if (record.issuedAt !== undefined && now >= record.issuedAt) return "ISSUED";
  return record.names.some(isReserved) ? "FAILED" : "PENDING_VALIDATION";
}

export interface ValidationRecord {
  domainName: string;
  status: "PENDING_VALIDATION" | "FAILED" | "SUCCESS";
  /** The CNAME that proves the name; there is none for a name that can't be proved. */
  cname?: { name: string; type: "CNAME"; value: string };
}

export function validationRecords(record: CertificateNames, now: number): ValidationRecord[] {
  const status = certificateStatus(record, now);
  return record.names.map((domainName) => {
    if (isReserved(domainName)) return { domainName, status: "FAILED" };
    const base = domainName.replace(/^\*\./, "");
    const [name, value, zone] = ["name", "value", "zone"].map((part) =>
      createHash("sha256").update(`${record.id} ${base} ${part}`).digest("hex"),
    ) as [string, string, string];
    return {
      domainName,
      status: status === "ISSUED" ? "SUCCESS" : "PENDING_VALIDATION",
      cname: {
        name: `_${name.slice(0, 32)}.${base}.`,
        type: "CNAME",
        value: `_${value.slice(0, 32)}.${letters(zone)}.acm-validations.aws.`,
      },
    };
  });
}

/** Ten letters, as the authority names its zones. */
const letters = (hex: string): string =>
  hex
    .slice(0, 10)
    .replace(/[0-9a-f]/g, (digit) => "abcdefghijklmnop".charAt(Number.parseInt(digit, 16)));

/** What is known of a certificate from its issue on. */
export function issued(record: CertificateNames, now: number): object {
  const { issuedAt, id } = record;
  if (issuedAt === undefined || now < issuedAt) return {};
  return {
    issuedAt: seconds(issuedAt),
    notBefore: seconds(issuedAt),
    notAfter: seconds(issuedAt + YEAR_MS),
    keyAlgorithm: "RSA-2048",
    serial: createHash("sha256")
      .update(id)
      .digest("hex")
      .slice(0, 32)
      .replace(/(..)(?=.)/g, "$1:"),
  };
}
