import type { PlanSummary } from "../../core/contracts/terraform-control.ts";
import type { AdoptedRecord } from "../../core/records/stacks.ts";
import type { AppliedRecord } from "../../core/records/stacks.ts";
import type { StackInitialisedRecord } from "../../core/records/stacks.ts";
import type { OutputsRecord } from "../../core/records/stacks.ts";
import { KIND_WORDS, type OrphanRecord } from "../../core/records/stacks.ts";
import type { StackPlanRecord } from "../../core/records/stacks.ts";
import type { PricesRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";

export function stackInitialisedView(record: StackInitialisedRecord, style: Style): string[] {
  return drawFacts(
    [
      ["Stack", style.bold(plain(record.stack))],
      ["Folder", plain(record.directory)],
      ["Workspace", plain(record.workspace)],
      ["Program", plain(record.binary)],
    ],
    style,
  );
}

export function stackPlannedView(record: StackPlanRecord, style: Style): string[] {
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Workspace", plain(record.workspace)],
    ["Changes", record.changed ? style.caution(counts(record)) : style.good("none")],
  ];
  if (record.outputs.length > 0) facts.push(["Outputs", record.outputs.map(plain)]);
  return [
    ...drawFacts(facts, style),
    ...resourceLines(record, style),
    ...driftLines(record, style),
  ];
}

export function stackAppliedView(record: AppliedRecord, style: Style): string[] {
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Workspace", plain(record.workspace)],
    ["Result", resultOf(record, style)],
    ["Instances", instanceNames(record.instances)],
  ];
  if (record.inventory !== null) facts.push(["Inventory", plain(record.inventory)]);
  return [
    ...drawFacts(facts, style),
    ...driftLines(record, style),
    ...orphanLines(record.orphans ?? [], style),
  ];
}

export function stackAdoptedView(record: AdoptedRecord, style: Style): string[] {
  const result = record.changed ? style.good("adopted") : "nothing to adopt";
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Workspace", plain(record.workspace)],
    ["Result", record.adopted.some((it) => it.error) ? style.caution("incomplete") : result],
  ];
  const rows = record.adopted.map(({ error, kind, name, region, address }) => [
    error === null ? "adopted" : "failed",
    KIND_WORDS[kind],
    name,
    region,
    address,
  ]);
  if (rows.length === 0) return drawFacts(facts, style);
  const head = ["RESULT", "WHAT", "NAME", "REGION", "ADDRESS"];
  return [...drawFacts(facts, style), ...drawSection("Resources", head, rows, style)];
}

export function stackOutputsView(record: OutputsRecord, style: Style): string[] {
  const facts = Object.entries(record).map(([name, { value, sensitive }]): Fact => {
    if (sensitive && value === null) return [plain(name), style.quiet("(sensitive)")];
    return [plain(name), plain(typeof value === "string" ? value : JSON.stringify(value))];
  });
  return facts.length === 0 ? [] : drawFacts(facts, style);
}

export function stackPricesView(record: PricesRecord, style: Style): string[] {
  return drawFacts(
    [
      ["File", plain(record.file)],
      ["Region", plain(record.region)],
      ["Plans", String(record.bundles)],
      ["Result", record.changed ? style.good("written") : "as it was"],
    ],
    style,
  );
}

function counts({ add, change, replace, destroy, resources }: PlanSummary): string {
  if (resources.length === 0) return "outputs only";
  return `${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy`;
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

function resourceLines({ resources }: PlanSummary, style: Style): string[] {
  if (resources.length === 0) return [];
  const rows = resources.map((it) => [it.actions.join(", "), it.address]);
  return drawSection("Resources", ["ACTIONS", "ADDRESS"], rows, style);
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

function driftLines({ drift }: PlanSummary, style: Style): string[] {
  if (drift.length === 0) return [];
  const rows = drift.map(({ address, actions, attributes }) => [
    address,
    actions.includes("delete") ? "is gone" : attributes.join(", "),
  ]);
  return drawSection("Out of date in the state", ["ADDRESS", "WHAT"], rows, style);
}
