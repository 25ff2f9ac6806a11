import type { WorkerChangeRecord } from "../../core/records/tenant.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, type Fact } from "./facts.ts";

export function draw({ action, worker, moved, left }: WorkerChangeRecord, style: Style): string[] {
  const word =
    action === "remove"
      ? "removed"
      : action === "drain"
        ? "takes no tenants"
        : "takes tenants again";
  const facts: Fact[] = [
    ["Worker", style.bold(plain(worker))],
    ["Result", style.good(word)],
    ...(moved.length === 0
      ? []
      : [["Moved", moved.map(({ tenant, to }) => plain(`${tenant} to ${to}`))] as const]),
  ];
  if (action === "drain") {
    facts.push(["Left", left.length === 0 ? "none" : style.caution(plain(left.join(", ")))]);
  }
  return drawFacts(facts, style);
}
