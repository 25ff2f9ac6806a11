import type { SimulationRecord } from "../../core/records/simulation.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: SimulationRecord, style: Style): string[] {
  const { workers } = record;
  return [
    ...drawFacts(
      [
        ["Platform", style.bold(plain(record.platform))],
        ["Run", `${record.days} days, seed ${record.seed}, ${number(record.users)} users`],
        [
          "Workers",
          `${workers.start} at the start, ${workers.peak} at most, ${workers.end} at the end`,
        ],
        [
          "Use",
          `${share(record.cpu_used)} of CPU, ${share(record.memory_reserved)} of memory reserved`,
        ],
        [
          "Waiting",
          `${number(record.pending_hours)} hours in all, ${record.longest_pending_hours.toFixed(1)} at the longest`,
        ],
        [
          "Sleep",
          `${number(record.hibernations)} times to sleep or deeper, ${number(record.wakes)} times awake`,
        ],
        ["Moves", number(record.moves)],
        ["Cost", `${usd(record.cost_usd)}, ${usd(record.cost_usd_per_day)} a day`],
      ],
      style,
    ),
    ...drawSection(
      "Days",
      ["DAY", "WORKERS", "ACTIVE", "ASLEEP", "WAITING", "CPU", "MEMORY", "MOVES", "COST"],
      record.by_day.map((it) => [
        String(it.day),
        String(it.workers),
        number(it.active),
        number(it.asleep),
        number(it.pending),
        share(it.cpu_used),
        share(it.memory_reserved),
        number(it.moves),
        usd(it.cost_usd),
      ]),
      style,
    ),
  ];
}

const number = (value: number): string => Math.round(value).toLocaleString("en-US");
const share = (value: number): string => `${Math.round(value * 100)} %`;
const usd = (value: number): string => `$${value.toFixed(2)}`;
