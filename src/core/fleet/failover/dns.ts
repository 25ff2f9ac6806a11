import { canonicalAddress } from "../../backups/copies.ts";
import type { Domain, DomainEntry } from "../../contracts/domains.ts";
import type { Instance } from "../../model.ts";
import type { LiveRegion } from "../live.ts";
import type { Replacement } from "./plan.ts";

/** An entry that points at a lost address. */
export interface DnsMove {
  domain: string;
  entry: DomainEntry;
  /** Id of the instance whose address it was. */
  id: string;
}

/**
 * Entries of the account's domains that point at lost addresses. An address that something has which
 * is not lost is left alone, whatever a copy's tags say: it was given to somebody else.
 */
export function dnsMoves(
  domains: readonly Domain[],
  replacements: readonly Replacement[],
  alive: readonly LiveRegion[],
): DnsMove[] {
  const taken = new Set(
    alive
      .flatMap(({ instances, staticIps }) => [
        ...instances.flatMap((it) => [it.public_ip ?? "", ...it.ipv6_addresses]),
        ...staticIps.map(({ ip_address: ip }) => ip),
      ])
      .map(canonicalAddress),
  );
  const owners = new Map<string, string>();
  // Of two copies that name the same address, the newer one is right.
  const newestLast = replacements.toSorted((a, b) => (a.takenAt ?? 0) - (b.takenAt ?? 0));
  for (const { id, addresses } of newestLast) {
    for (const address of addresses) if (!taken.has(address)) owners.set(address, id);
  }
  return domains.flatMap(({ name, entries }) =>
    entries.flatMap((entry): DnsMove[] => {
      if (entry.is_alias || (entry.type !== "A" && entry.type !== "AAAA")) return [];
      const id = owners.get(canonicalAddress(entry.target) ?? "");
      return id === undefined ? [] : [{ domain: name, entry, id }];
    }),
  );
}

/** Where the entry is to point now; null if the new instance has no such address. */
export function newTarget({ entry }: DnsMove, instance: Instance): string | null {
  if (entry.type === "A") return instance.public_ip;
  const [first = null] = instance.ipv6_addresses;
  return first === null ? null : canonicalAddress(first);
}
