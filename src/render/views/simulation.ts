import type { SimulationRecord } from "../../core/records/simulation.ts";
import { showUsd } from "../../core/fields/field.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";
import { percent, wholeNumber } from "./figures.ts";

export function draw(record: SimulationRecord, style: Style): string[] {
  const { workers } = record;
  return [
    ...drawFacts(
      [
        ["Platform", style.bold(plain(record.platform))],
        ["Run", `${record.days} days, seed ${record.seed}, ${wholeNumber(record.users)} users`],
        [
          "Workers",
          `${workers.start} at the start, ${workers.peak} at most, ${workers.end} at the end`,
        ],
        [
          "Use",
          `${percent(record.cpu_used)} of CPU, ${percent(record.memory_reserved)} of memory reserved`,
        ],
        [
          "Waiting",
          `${wholeNumber(record.pending_hours)} hours in all, ${record.longest_pending_hours.toFixed(1)} at the longest`,
        ],
        [
          "Sleep",
          `${wholeNumber(record.hibernations)} times to sleep or deeper, ${wholeNumber(record.wakes)} times awake`,
        ],
        ["Moves", wholeNumber(record.moves)],
        ["Cost", `${showUsd(record.cost_usd)}, ${showUsd(record.cost_usd_per_day)} a day`],
      ],
      style,
    ),
    ...drawSection(
      "Days",
      ["DAY", "WORKERS", "ACTIVE", "ASLEEP", "WAITING", "CPU", "MEMORY", "MOVES", "COST"],
      record.by_day.map((it) => [
        String(it.day),
        String(it.workers),
        wholeNumber(it.active),
        wholeNumber(it.asleep),
        wholeNumber(it.pending),
        percent(it.cpu_used),
        percent(it.memory_reserved),
        wholeNumber(it.moves),
        showUsd(it.cost_usd),
      ]),
      style,
    ),
  ];
}
