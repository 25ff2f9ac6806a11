import { TARGETS, REGIONS, ANSWER_TIMEOUT } from "../definition/options.ts";
import { COST_GROUPINGS } from "../../core/cost/cost.ts";
import { defineCommand } from "../definition/command.ts";
import { spec as budget } from "./budget.spec.ts";
import { spec as tenants } from "./tenants.spec.ts";
import { spec as waste } from "./waste.spec.ts";

export const spec = defineCommand({
  name: "cost",
  summary: "show what everything costs in a month",
  about:
    "Sums up the monthly prices of instances, as Lightsail lists them, and of unattached static IPs, " +
    "disks and snapshots, which no call returns: those come from the public price list. A price that is " +
    "not known never counts as zero: the total then says that it is incomplete, and when prices " +
    "could not be asked for, the command fails. With --name or --selector it is the cost of those " +
    "instances, their disks and the snapshots of both.",
  examples: [
    "quants-ctl cost --region all --by environment",
    "quants-ctl cost --selector Service=collector --output json | jq .total_monthly_usd",
  ],
  options: [
    ...TARGETS,
    REGIONS,
    {
      flags: "--by <kind>",
      help: `what each line shows: ${COST_GROUPINGS.join(", ")}`,
      default: "instance",
      choices: COST_GROUPINGS,
      flagOnly: true,
    },
    ANSWER_TIMEOUT,
  ],
  commands: [waste, tenants, budget],
  view: () => import("../../render/views/cost.ts"),
  load: () => import("./cost.ts"),
});
