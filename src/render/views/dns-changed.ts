import type { DnsChangedRecord } from "../../core/records/dns-changed.ts";
import { plain } from "../../core/text/safe-text.ts";
import { changedOr, outcomes } from "../outcomes.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

const DONE = { set: "set", remove: "removed" } satisfies Record<DnsChangedRecord["action"], string>;

export function draw(record: DnsChangedRecord, style: Style): string[] {
  const { action, changed, targets, previous_targets: previous } = record;
  return drawFacts(
    [
      ["Entry", style.bold(plain(`${record.name} ${record.type}`))],
      ["Zone", plain(record.zone)],
      ["Result", changed ? style.good(DONE[action]) : "unchanged"],
      ["Points at", targets.length === 0 ? "-" : targets.map(plain)],
      ...(changed && previous.length > 0 ? [["Before", previous.map(plain)] as const] : []),
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<DnsChangedRecord>(
  (it) => changedOr(DONE[it.action], "unchanged")(it),
  [{ title: "TYPE", value: (it) => it.type, rank: 1 }],
);
