import ipaddr from "ipaddr.js";
import { QuantsError } from "../../core/errors.ts";
import { REGIONS } from "./catalogue/regions.ts";

/** Public IPv4 addresses in a fixed order. */
export interface AddressPool {
  /** Names the pool in the file that counts what was taken. */
  readonly key: string;
  readonly size: number;
  at(index: number): string;
}

/** The documentation ranges first; the benchmark range when a fleet is larger than they are. */
const DEFAULT_RANGES = ["198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24", "198.18.0.0/15"];

const pools = new Map<string, AddressPool>();

/** The pool for a CIDR, or the default one. */
export function parsePool(cidr: string | undefined): AddressPool {
  const key = cidr ?? "default";
  let pool = pools.get(key);
  if (pool === undefined) {
    pool = makePool(key, cidr === undefined ? DEFAULT_RANGES : [cidr]);
    pools.set(key, pool);
  }
  return pool;
}

function makePool(key: string, cidrs: readonly string[]): AddressPool {
  const ranges = cidrs.map(parseRange);
  return {
    key,
    size: ranges.reduce((sum, range) => sum + range.size, 0),
    at(index) {
      let rest = index;
      for (const range of ranges) {
        if (rest < range.size) return formatIpv4(range.first + rest);
        rest -= range.size;
      }
      throw new RangeError(`no address ${index} in ${key}`);
    },
  };
}

function parseRange(cidr: string): { first: number; size: number } {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) {
    throw new QuantsError("invalid_input", `Not an IPv4 range: ${cidr}`, {
      hint: "Write the address pool as a CIDR, for example 127.0.10.0/24.",
    });
  }
  const [address, bits] = ipaddr.IPv4.parseCIDR(cidr);
  const total = 2 ** (32 - bits);
  const base = Math.floor(toNumber(address.octets) / total) * total;
  // Network and broadcast address are left out where there are more than two.
  return total > 2 ? { first: base + 1, size: total - 2 } : { first: base, size: total };
}

const toNumber = (octets: readonly number[]): number =>
  octets.reduce((sum, octet) => sum * 256 + octet, 0);

const formatIpv4 = (value: number): string =>
  [value >>> 24, value >>> 16, value >>> 8, value].map((part) => part & 255).join(".");

/** Unique by construction: the region's place in the list, then the instance's number. */
export function ipv6Address(region: string, sequence: number): string {
  const place = REGIONS.findIndex((entry) => entry.name === region) + 1;
  return ipaddr.IPv6.parse(
    `2001:db8:${place.toString(16)}::${(sequence >>> 16).toString(16)}:${(sequence & 0xffff).toString(16)}`,
  ).toNormalizedString();
}

const PRIVATE_FIRST = 16;
const PRIVATE_COUNT = 65_536 - 32;

/** Within 172.26.0.0/16; `isUsed` matters only once the range has gone round. */
export function privateAddress(sequence: number, isUsed: (address: string) => boolean): string {
  for (let step = 0; step < PRIVATE_COUNT; step += 1) {
    const host = PRIVATE_FIRST + ((sequence + step) % PRIVATE_COUNT);
    const address = `172.26.${host >>> 8}.${host & 255}`;
    if (sequence < PRIVATE_COUNT || !isUsed(address)) return address;
  }
  throw new RangeError("no private address is left");
}
