import type { Domain, DomainEntry } from "../../contracts/domains.ts";
import { isHost, plainHost } from "../names.ts";
import { canonicalTarget, isSettable, isTarget } from "../target.ts";
import { textData, textStrings } from "../text.ts";
import { aliasLine } from "./alias.ts";
import { LIGHTSAIL_TTL } from "./default-ttl.ts";
import { compareEntries } from "./order.ts";

/** A zone as a zone file (RFC 1035), and the entries that no such file can hold. */
export function writeZoneFile({ name: zone, entries }: Domain): {
  text: string;
  left: DomainEntry[];
} {
  const sorted = entries.toSorted(compareEntries);
  const left = sorted.filter((it) => ownerOf(it, zone) === null || dataOf(it) === null);
  const width = Math.max(...sorted.map((it) => ownerOf(it, zone)?.length ?? 0), 1);
  const lines = sorted.flatMap((entry) => {
    const owner = ownerOf(entry, zone);
    const data = dataOf(entry);
    if (owner === null || data === null) return [];
    if (entry.is_alias) return [aliasLine(owner, entry)];
    return [`${owner.padEnd(width)} IN ${entry.type.padEnd(5)} ${data}`];
  });
  const head = [`$ORIGIN ${zone}.`, `$TTL ${LIGHTSAIL_TTL}`];
  return { text: [...head, ...lines, ""].join("\n"), left };
}

/** Relative to the zone. */
function ownerOf({ name: given }: DomainEntry, zone: string): string | null {
  const name = plainHost(given);
  if (name === zone) return "@";
  return isHost(name) && name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
}

/** Null for what the type can't have. */
function dataOf({ type, target, is_alias: isAlias }: DomainEntry): string | null {
  if (isAlias) return isHost(target) ? target : null;
  if (type === "SOA") return soaData(target);
  if (!isSettable(type) || !isTarget(type, target)) return null;
  if (type === "TXT") return textData(textStrings(target));
  const data = canonicalTarget(type, target);
  return type === "A" || type === "AAAA" ? data : `${data}.`;
}

function soaData(target: string): string | null {
  const [server = "", mailbox = "", ...numbers] = target.trim().split(/\s+/);
  const isWhole = numbers.length === 5 && numbers.every((it) => /^\d{1,10}$/.test(it));
  if (!isWhole || !isHost(server) || !isHost(mailbox)) return null;
  return [`${plainHost(server)}.`, `${plainHost(mailbox)}.`, ...numbers].join(" ");
}
