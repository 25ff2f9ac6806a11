import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT_FLAG } from "../definition/options.ts";
import { FLEET_FILES } from "../fleet/options.ts";

export const spec = defineCommand({
  name: "budget",
  summary: "what a fleet costs a month, against its budget",
  about:
    "The instances of a fleet, as they are and as its files want them, at Lightsail's prices, by environment. " +
    "The exit status is 5 when the files want more than budget_usd_per_month. Snapshots and unattached static " +
    "IPs are not part of it: see cost.",
  examples: ["quants-ctl cost budget fleet.yml --output json"],
  argument: FLEET_FILES,
  options: [ANSWER_TIMEOUT_FLAG],
  view: () => import("../../render/views/fleet-budget.ts"),
  load: () => import("./budget.ts"),
});
