import { outsideChangeLines } from "./stack-state-changes.ts";
import { type StackPlanRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";
import { type PlanSummary } from "../../core/contracts/terraform-control.ts";

export function draw(record: StackPlanRecord, style: Style): string[] {
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Workspace", plain(record.workspace)],
    ["Changes", record.changed ? style.caution(counts(record)) : style.good("none")],
  ];
  if (record.outputs.length > 0) facts.push(["Outputs", record.outputs.map(plain)]);
  return [
    ...drawFacts(facts, style),
    ...resourceLines(record, style),
    ...outsideChangeLines(record, style),
  ];
}

function counts({ add, change, replace, destroy, resources }: PlanSummary): string {
  if (resources.length === 0) return "outputs only";
  return `${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy`;
}

function resourceLines({ resources }: PlanSummary, style: Style): string[] {
  if (resources.length === 0) return [];
  const rows = resources.map((it) => [it.actions.join(", "), it.address]);
  return drawSection("Resources", ["ACTIONS", "ADDRESS"], rows, style);
}
