import { outsideChangeLines } from "./stack-state-changes.ts";
import { type AppliedRecord, KIND_WORDS, type OrphanRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";

export function draw(record: AppliedRecord, style: Style): string[] {
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Workspace", plain(record.workspace)],
    ["Result", resultOf(record, style)],
    ["Instances", instanceNames(record.instances)],
  ];
  if (record.inventory !== null) facts.push(["Inventory", plain(record.inventory)]);
  return [
    ...drawFacts(facts, style),
    ...outsideChangeLines(record, style),
    ...orphanLines(record.orphans ?? [], style),
  ];
}

function resultOf(record: AppliedRecord, style: Style): string {
  if (!record.complete) return style.caution("incomplete");
  if (!record.changed) {
    return style.good(record.refreshed ? "state brought up to date" : "nothing to do");
  }
  const { add, change, replace, destroy, resources } = record;
  if (resources.length === 0) return style.good("outputs changed");
  return style.good(`${add} added, ${change} changed, ${replace} replaced, ${destroy} destroyed`);
}

function instanceNames(names: readonly string[] | null): string | readonly string[] {
  if (names === null) return "not known";
  return names.length === 0 ? "none" : names.map(plain);
}

function orphanLines(orphans: readonly OrphanRecord[], style: Style): string[] {
  if (orphans.length === 0) return [];
  const rows = orphans.map(({ kind, name, region, created_at, address }) => [
    KIND_WORDS[kind],
    name,
    region,
    created_at ?? "-",
    address,
  ]);
  const head = ["WHAT", "NAME", "REGION", "CREATED", "ADDRESS"];
  return drawSection("In Lightsail, but not in the state", head, rows, style);
}
