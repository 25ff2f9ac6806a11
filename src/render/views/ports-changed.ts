import { outcomes, changedOr } from "../outcomes.ts";
import { sourcesOf } from "../../core/firewall/plan.ts";
import { sourcesText } from "../../core/firewall/plan.ts";
import { ruleTarget } from "../../core/firewall/ports.ts";
import { serviceOf } from "../../core/firewall/services.ts";
import type { PortsChangedRecord } from "../../core/records/ports-changed.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: PortsChangedRecord, style: Style): string[] {
  const rows = record.firewall_rules.map((rule) => [
    ruleTarget(rule),
    serviceOf(rule) ?? "-",
    sourcesText(rule),
  ]);
  const facts = drawFacts(
    [
      ["Name", style.bold(plain(record.name))],
      ["Region", plain(record.region)],
      ["Firewall", record.changed ? style.good("changed") : "already as requested"],
    ],
    style,
  );
  if (rows.length === 0) return [...facts, "", "No port is open."];
  return [...facts, ...drawSection("Open", ["RULE", "SERVICE", "FROM"], rows, style)];
}

/** Several of them, one row each. */
export const table = outcomes<PortsChangedRecord>(changedOr("changed", "as requested"), [
  {
    title: "OPEN",
    value: (it) =>
      it.firewall_rules
        .map((rule) => `${ruleTarget(rule)} from ${sourcesOf(rule).join(", ")}`)
        .join("; "),
    rank: 1,
  },
]);
