import { isIPv4, isIPv6 } from "node:net";
import { canonicalAddress } from "../backups/copies.ts";
import { QuantsError } from "../errors.ts";
import { isHost, plainHost } from "./names.ts";
import { textStrings, textTarget } from "./text.ts";

/** Types of entries that are set; a zone's SOA is the service's own. */
export const SETTABLE = ["A", "AAAA", "CNAME", "MX", "NS", "SRV", "TXT"] as const;
export type Settable = (typeof SETTABLE)[number];

export const isSettable = (type: string): type is Settable =>
  (SETTABLE as readonly string[]).includes(type);

const SHAPES: Readonly<Record<Settable, string>> = {
  A: "an IPv4 address or the name of an instance",
  AAAA: "an IPv6 address or the name of an instance",
  CNAME: "a host name",
  MX: 'a priority and a host name, as "10 mail.example.com"',
  NS: "the host name of a name server",
  SRV: 'a priority, weight, port and host name, as "10 5 5060 sip.example.com"',
  TXT: "a text of 1 to 4000 characters",
};

const CHECKS: Readonly<Record<Settable, (words: readonly string[]) => boolean>> = {
  A: ([address = "", ...rest]) => isIPv4(address) && rest.length === 0,
  AAAA: ([address = "", ...rest]) => isIPv6(address) && rest.length === 0,
  CNAME: isOneHost,
  NS: isOneHost,
  MX: ([rank = "", host = "", ...rest]) => isNumber(rank) && isHost(host) && rest.length === 0,
  SRV: (words) => words.length === 4 && words.slice(0, 3).every(isNumber) && isHost(words[3] ?? ""),
  TXT: (words) => {
    const text = words.join(" ");
    return textStrings(text).some((it) => it !== "") && text.length <= 4_000;
  },
};

/** Whether an entry of the type can have it. */
export function isTarget(type: Settable, target: string): boolean {
  return CHECKS[type](spacedOnce(type, target).split(" "));
}

/** The target as it is sent; throws for what an entry of the type can't have. */
export function checkTarget(type: Settable, target: string): string {
  if (isTarget(type, target)) return type === "TXT" ? target : canonicalTarget(type, target);
  throw new QuantsError("invalid_input", `"${target}" is no target of an entry of type ${type}.`, {
    hint: `Give ${SHAPES[type]}.`,
    resource: target,
  });
}

/** One form for all that mean the same: last dots, case, addresses, numbers, and quotes around a text. */
export function canonicalTarget(type: string, target: string): string {
  if (type === "TXT") return textTarget(textStrings(target));
  if (type === "A" || type === "AAAA") return canonicalAddress(target) ?? plainHost(target);
  return spacedOnce(type, target)
    .split(" ")
    .map((word) => (/^\d+$/.test(word) ? String(Number(word)) : plainHost(word)))
    .join(" ");
}

function spacedOnce(type: string, target: string): string {
  return type === "TXT" ? target : target.trim().replaceAll(/\s+/g, " ");
}

function isOneHost([host = "", ...rest]: readonly string[]): boolean {
  return isHost(host) && !isIPv4(host) && rest.length === 0;
}

function isNumber(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
