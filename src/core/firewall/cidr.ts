import ipaddr from "ipaddr.js";
import { QuantsError } from "../errors.ts";

export interface Cidr {
  family: 4 | 6;
  /** Canonical text: host bits cleared, IPv6 compressed and lower-case, prefix always given. */
  text: string;
}

/** A fleet repeats the same few sources thousands of times, and arithmetic on addresses is slow. */
const KNOWN = new Map<string, Cidr | null>();
const MOST_KNOWN = 1_000;

/**
 * Parses an address or a CIDR block. A bare address becomes /32 or /128. Host bits are refused, not
 * cleared: `10.0.0.5/8` is usually a mistake. Throws `invalid_input`.
 */
export function parseCidr(text: string): Cidr {
  // Written as its own canonical form, it has no bits beyond its prefix.
  const known = KNOWN.get(text);
  if (known?.text === text) return known;
  const parsed = strictBlock(text);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(parsed.text, parsed);
  return parsed;
}

function strictBlock(text: string): Cidr {
  const [address = "", prefix, ...rest] = text.split("/");
  const parsed = rest.length === 0 ? parseAddress(address) : null;
  if (parsed === null)
    throw invalidCidr(text, "it is not an IPv4 or IPv6 address with an optional /prefix");

  const bits = parsed.kind() === "ipv4" ? 32 : 128;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix))
    throw invalidCidr(text, `"/${prefix}" is not a prefix length`);
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) throw invalidCidr(text, `the prefix length must be between 0 and ${bits}`);

  const network = networkOf(parsed, length);
  if (network !== parsed.toString()) {
    throw invalidCidr(
      text,
      `it has bits set beyond the prefix; the network is ${network}/${length}`,
    );
  }
  return { family: bits === 32 ? 4 : 6, text: `${network}/${length}` };
}

/**
 * The block of a source, with host bits cleared; null if it is none. For existing rules, which may
 * be written in ways that this tool would refuse.
 */
export function looseCidr(text: string): Cidr | null {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const found = looseBlock(text);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(text, found);
  return found;
}

function looseBlock(text: string): Cidr | null {
  const [address = "", prefix, ...rest] = text.split("/");
  const parsed = rest.length === 0 ? parseAddress(address) : null;
  if (parsed === null || !/^\d{1,3}$/.test(prefix ?? "0")) return null;
  const bits = parsed.kind() === "ipv4" ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return null;
  return { family: bits === 32 ? 4 : 6, text: `${networkOf(parsed, length)}/${length}` };
}

/** True when every address of `inner` is in `outer`; false across families. */
export function cidrContains(outer: string, inner: string): boolean {
  const [a, b] = [looseCidr(outer), looseCidr(inner)];
  if (a === null || b === null || a.family !== b.family) return false;
  const [network = "", length] = a.text.split("/");
  const [address = "", innerLength] = b.text.split("/");
  if (Number(length) > Number(innerLength)) return false;
  const parsed = ipaddr.parse(address);
  return networkOf(parsed, Number(length)) === network;
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // Not isValid(): that takes "10.1" and octal "010.0.0.1" as IPv4.
  if (ipaddr.IPv4.isValidFourPartDecimal(text) && !/(^|\.)0\d/.test(text))
    return ipaddr.IPv4.parse(text);
  if (text.includes(":") && !text.includes("%") && ipaddr.IPv6.isValid(text))
    return ipaddr.IPv6.parse(text);
  return null;
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6, length: number): string {
  const cidr = `${address.toString()}/${length}`;
  return address.kind() === "ipv4"
    ? ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(cidr).toString();
}

function invalidCidr(text: string, why: string): QuantsError {
  return new QuantsError("invalid_input", `"${text}" is not a valid CIDR block: ${why}.`, {
    hint: "Write it as 203.0.113.0/24, 2001:db8::/32 or a single address.",
    resource: text,
  });
}
