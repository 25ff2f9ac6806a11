import {
  IDLE_BYTES_PER_DAY,
  IDLE_CPU,
  LEAST_DAYS,
  MOST_DAYS,
  PINNED_PERCENT,
  SMALLER_MARGIN,
  STRAINED_SHARE,
  USUAL_DAYS,
} from "../../core/advise/thresholds.ts";
import { UsageError } from "../../core/errors.ts";
import { defineCommand } from "../definition/command.ts";
import { parseCount } from "../definition/numbers.ts";
import {
  ANSWER_TIMEOUT,
  LIST_FLAGS,
  NAMES_ARGUMENT,
  ONLY_STATUS,
  REGIONS,
  TARGETS,
} from "../definition/options.ts";

export const spec = defineCommand({
  name: "advise",
  summary: "show which plans are too small, too large or unused",
  about:
    "Compares each instance's hourly metrics with its plan. Too small: no burst capacity left, or CPU at " +
    `${PINNED_PERCENT} % or more, in ${STRAINED_SHARE * 100} % of the hours. Too large: the next smaller plan sustains ${SMALLER_MARGIN} times the ` +
    "load of all but the busiest 5 % of the hours, and includes the traffic. Idle: never above " +
    `${IDLE_CPU} % CPU, nor ${IDLE_BYTES_PER_DAY / 1_000_000} MB a day. Transfer: more traffic in a month than the plan includes; each instance ` +
    "is counted by itself, though a bill may pool them. When fewer than half of the hours have data, it says so " +
    "and advises nothing. Lightsail does not measure memory, so the advice ignores it. Nothing is changed. " +
    "Each instance that is not stopped costs four calls.",
  examples: [
    "quants-ctl infra advise --region all",
    "quants-ctl infra advise 'dev-*' --days 30",
    "quants-ctl infra advise --output json | jq -r '.[] | select(.kind == \"idle\") | .command'",
  ],
  argument: NAMES_ARGUMENT,
  options: [
    ...TARGETS,
    ONLY_STATUS,
    REGIONS,
    {
      flags: "--days <number>",
      help: `how far to look back, ${LEAST_DAYS} to ${MOST_DAYS} days`,
      default: String(USUAL_DAYS),
      flagOnly: true,
      parse: parseDays,
    },
    { flags: "--all", help: "list instances whose plan fits, too", flagOnly: true },
    ANSWER_TIMEOUT,
    ...LIST_FLAGS,
  ],
  load: () => import("./advise.ts"),
});

function parseDays(text: string): number {
  const days = parseCount(text, "number of days");
  if (days >= LEAST_DAYS && days <= MOST_DAYS) return days;
  throw new UsageError(`"${text}" is not a possible number of days.`, {
    hint: `Give --days ${LEAST_DAYS} to ${MOST_DAYS}: Lightsail returns at most 1,440 points at once, and they are hours.`,
    resource: text,
  });
}
