import { type PlanSummary } from "../../core/contracts/terraform-control.ts";
import { type Style } from "../style.ts";
import { drawSection } from "./facts.ts";

export function outsideChangeLines({ drift }: PlanSummary, style: Style): string[] {
  if (drift.length === 0) return [];
  const rows = drift.map(({ address, actions, attributes }) => [
    address,
    actions.includes("delete") ? "is gone" : attributes.join(", "),
  ]);
  return drawSection("Out of date in the state", ["ADDRESS", "WHAT"], rows, style);
}
