import type { NewDomainEntry } from "../../contracts/domains.ts";
import { plainHost } from "../names.ts";
import { canonicalTarget } from "../target.ts";

const TYPES = ["SOA", "NS", "A", "AAAA", "CNAME", "MX", "SRV", "TXT"];

/** The order of RFC 4034, by labels from the right, so that a zone comes before its parts. */
export function compareEntries(one: NewDomainEntry, other: NewDomainEntry): number {
  return (
    compare(labelsOf(one.name), labelsOf(other.name)) ||
    TYPES.indexOf(one.type) - TYPES.indexOf(other.type) ||
    compare(targetKey(one), targetKey(other))
  );
}

/** Labels are parted by what sorts before any letter. */
const labelsOf = (name: string): string => plainHost(name).split(".").toReversed().join("\0");

/** Numbers first, so that 5 comes before 10. */
const targetKey = ({ type, target }: NewDomainEntry): string =>
  canonicalTarget(type, target).replaceAll(/\d+/g, (it) => it.padStart(10, "0"));

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
