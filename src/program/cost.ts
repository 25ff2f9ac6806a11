import { COST_GROUPINGS } from "../core/cost/cost.ts";
import { parseAge } from "../core/time/duration.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS, REGIONS, TARGETS } from "./globals.ts";
import type { CommandSpec } from "./spec.ts";

const waste: CommandSpec = {
  name: "waste",
  summary: "list what is billed and may have been forgotten",
  about:
    "Lists stopped instances, which are billed in full, static IPs that no instance holds, snapshots " +
    "that are old, and those whose instance is gone, each with what it costs in a month and the " +
    "command that removes it. Nothing is removed by this command.",
  examples: [
    "quants-ctl cost waste --region all",
    "quants-ctl cost waste --older-than 90d --output json | jq 'map(.monthly_usd) | add'",
  ],
  options: [
    REGIONS,
    {
      flags: "--older-than <age>",
      help: "age from which on a snapshot is listed, e.g. 12w (default: 30d)",
      flagOnly: true,
      parse: (text) => parseAge(text, "age"),
    },
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS.map((option) => ({ ...option, flagOnly: true })),
  ],
  load: () => import("../commands/cost/waste.ts"),
};

export const cost: CommandSpec = {
  name: "cost",
  summary: "show what everything costs in a month",
  about:
    "Sums up the monthly prices of instances, as Lightsail lists them, and of unattached static IPs " +
    "and snapshots, whose prices no call tells: they are of the public price list. A price that is " +
    "not known is never taken for zero: the total then says that it is incomplete, and when prices " +
    "could not be asked for, the command fails. With --name or --selector it is the cost of those " +
    "instances and their snapshots.",
  examples: [
    "quants-ctl cost --region all --by environment",
    "quants-ctl cost --selector Service=collector --output json | jq .total_monthly_usd",
  ],
  options: [
    ...TARGETS,
    REGIONS,
    {
      flags: "--by <kind>",
      help: `what a line stands for: ${COST_GROUPINGS.join(", ")} (default: instance)`,
      choices: COST_GROUPINGS,
      flagOnly: true,
    },
    ANSWER_TIMEOUT,
  ],
  commands: [waste],
  load: () => import("../commands/cost/cost.ts"),
};
