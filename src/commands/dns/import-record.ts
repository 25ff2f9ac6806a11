import type { Domain } from "../../core/contracts/domains.ts";
import type { EntryChange } from "../../core/dns/entry-plan.ts";
import { plainHost } from "../../core/dns/names.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import type { DnsImportedEntry, DnsImportedRecord } from "../../core/records/dns-imported.ts";
import type { ImportWork } from "./import-steps.ts";

interface Done extends ImportWork {
  /** The zone, if it is there by now. */
  now: Domain | null;
  changes: readonly EntryChange[];
  /** How many of the changes were made. */
  applied: number;
  skipped: DnsImportedRecord["skipped"];
}

export function importRecord(done: Done): DnsImportedRecord {
  const { zone, there, now, plan, changes, applied, skipped } = done;
  const isCreated = there === null && now !== null;
  return {
    action: "import",
    zone,
    region: DOMAINS_REGION,
    changed: applied > 0 || isCreated,
    zone_created: isCreated,
    name_servers: (now?.entries ?? [])
      .filter(({ name, type }) => type === "NS" && plainHost(name) === zone)
      .map(({ target }) => plainHost(target))
      .toSorted(),
    entries: changes.map((change, at) => entryOf(change, at < applied)),
    unchanged: plan.unchanged,
    kept: plan.kept.map(({ name, type, target }) => ({ name, type, target })),
    skipped,
  };
}

function entryOf(change: EntryChange, changed: boolean): DnsImportedEntry {
  const { name, type, target, is_alias: isAlias } = change.entry;
  return {
    ...{ action: change.action, name, type, target, is_alias: isAlias },
    previous_target: change.action === "change" ? change.before.target : null,
    changed,
  };
}
