import { changedOr, outcomes } from "../outcomes.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { DiskRecord } from "../../core/records/disk.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

const DONE = {
  create: "created",
  attach: "attached",
  detach: "detached",
  delete: "deleted",
} satisfies Record<DiskRecord["action"], string>;

export function draw(record: DiskRecord, style: Style): string[] {
  const { action, changed, finish_with: finish, size_gb: size, path } = record;
  const result = changed ? style.good(DONE[action]) : "nothing to do";
  const facts: Fact[] = [
    ["Disk", style.bold(plain(record.name))],
    ["Result", finish === null ? result : style.caution("incomplete")],
    ["Size", `${size} GB`],
    ["Zone", plain(record.availability_zone)],
  ];
  if (action !== "delete") {
    const at = path === null ? "" : ` at ${path}`;
    facts.push(["Attached to", plain(`${record.attached_to ?? "-"}${at}`)]);
    facts.push(["Costs", `${showUsd(record.monthly_cost_usd)} a month`]);
  }
  if (record.previously_attached_to !== null && changed) {
    facts.push(["Before", plain(record.previously_attached_to)]);
  }
  if (record.restarted.length > 0) facts.push(["Restarted", record.restarted.map(plain)]);
  return drawFacts(facts, style);
}

/** Several of them, one row each. */
export const table = outcomes<DiskRecord>(
  (it) => (it.finish_with === null ? changedOr(DONE[it.action], "unchanged")(it) : "incomplete"),
  [
    { title: "GB", value: (it) => it.size_gb, align: "right", rank: 1 },
    { title: "ATTACHED TO", value: (it) => it.attached_to, rank: 2, cut: true },
  ],
);
