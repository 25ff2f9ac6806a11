import type { AppliedRecord, StackPlanRecord } from "../../core/records/stacks.ts";
import type { Style } from "../style.ts";
import { draw as drawApplied } from "./stack-applied.ts";
import { draw as drawPlan } from "./stack-planned.ts";

/** The plan alone after --dry-run. */
export function draw(record: AppliedRecord | StackPlanRecord, style: Style): string[] {
  return "complete" in record ? drawApplied(record, style) : drawPlan(record, style);
}
