import { outcomes, changedOr } from "../outcomes.ts";
import type { DestroyedRecord } from "../../core/records/destroyed.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

export function draw(record: DestroyedRecord, style: Style): string[] {
  const facts: Fact[] = [
    ["Name", style.bold(plain(record.name))],
    ["Result", resultOf(record, style)],
  ];
  const add = (label: string, names: readonly string[]): void => {
    if (names.length > 0) facts.push([label, names.map(plain)]);
  };
  if (record.snapshot !== null) add("Snapshot", [record.snapshot]);
  add("Static IPs released", record.released_static_ips);
  add("Static IPs kept, billed", record.kept_static_ips);
  add("Static IPs left, billed", record.left_static_ips);
  add("Disks kept, billed", record.kept_disks);
  return drawFacts(facts, style);
}

function resultOf({ changed, finish_with }: DestroyedRecord, style: Style): string {
  if (finish_with !== null) return style.caution("incomplete");
  return style.good(changed ? "destroyed" : "was already gone");
}

/** Several of them, one row each. */
export const table = outcomes<DestroyedRecord>(
  (it) => (it.finish_with === null ? changedOr("destroyed", "was gone")(it) : "incomplete"),
  [
    { title: "RELEASED", value: (it) => it.released_static_ips.join(" "), rank: 2, cut: true },
    {
      title: "STILL BILLED",
      value: (it) => [...it.kept_static_ips, ...it.left_static_ips, ...it.kept_disks].join(" "),
      rank: 1,
      cut: true,
    },
    { title: "SNAPSHOT", value: (it) => it.snapshot, rank: 3, cut: true },
  ],
);
