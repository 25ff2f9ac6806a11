import type { DnsImportedEntry, DnsImportedRecord } from "../../core/records/dns-imported.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

const DONE = {
  create: "created",
  change: "changed",
  delete: "removed",
} satisfies Record<DnsImportedEntry["action"], string>;

/** More than fits a screen is for JSON. */
const MAX_KEPT = 10;

export function draw(record: DnsImportedRecord, style: Style): string[] {
  const { zone, zone_created: isNew, name_servers: servers, unchanged, kept } = record;
  const facts: Fact[] = [
    ["Zone", style.bold(plain(zone))],
    ["Result", resultOf(record, style)],
    ["Entries", countsOf(record)],
  ];
  if (unchanged > 0) facts.push(["As they were", String(unchanged)]);
  if (kept.length > 0) facts.push(["Kept", keptLines(kept)]);
  if (isNew) facts.push(["Name servers", servers.map(plain)]);
  return drawFacts(facts, style);
}

function resultOf(
  { entries, changed, zone_created: isNew }: DnsImportedRecord,
  style: Style,
): string {
  if (entries.some((it) => !it.changed)) return style.caution("incomplete");
  if (!changed) return "unchanged";
  return style.good(isNew ? "imported into a new zone" : "imported");
}

function countsOf({ entries }: DnsImportedRecord): string {
  const counts = Object.entries(DONE).flatMap(([action, word]) => {
    const count = entries.filter((it) => it.action === action && it.changed).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const open = entries.filter((it) => !it.changed).length;
  if (open > 0) counts.push(`${open} not done`);
  return counts.length === 0 ? "none changed" : counts.join(", ");
}

function keptLines(kept: DnsImportedRecord["kept"]): string[] {
  const lines = kept
    .slice(0, MAX_KEPT)
    .map(({ name, type, target }) => plain(`${name} ${type} ${target}`));
  return kept.length > MAX_KEPT ? [...lines, `and ${kept.length - MAX_KEPT} more`] : lines;
}
