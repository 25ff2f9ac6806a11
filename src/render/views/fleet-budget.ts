import { showDifference, showUsd } from "../../core/fields/field.ts";
import type { FleetBudgetRecord } from "../../core/records/fleet-budget.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: FleetBudgetRecord, style: Style): string[] {
  const known = (usd: number | null): string => (usd === null ? "unknown" : showUsd(usd));
  const { left_usd: left } = record;
  return [
    ...drawFacts(
      [
        ["Fleet", style.bold(plain(record.fleet))],
        ["Budget", `${known(record.budget_usd_per_month)} a month`],
        ["Now", known(record.monthly_usd_now)],
        ["Planned", known(record.monthly_usd_planned)],
        [
          "Left",
          left === null ? "unknown" : left < 0 ? style.bad(showDifference(left)) : showUsd(left),
        ],
      ],
      style,
    ),
    ...drawSection(
      "By environment",
      ["ENVIRONMENT", "INSTANCES", "NOW", "PLANNED"],
      record.environments.map((it) => [
        it.environment ?? "-",
        String(it.instances),
        known(it.monthly_usd_now),
        known(it.monthly_usd_planned),
      ]),
      style,
    ),
  ];
}
