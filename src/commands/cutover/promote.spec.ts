import { asItWas } from "../definition/resumption.ts";
import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { ALARM_REGION, RECORD } from "./options.ts";

export const spec = defineCommand({
  name: "promote",
  summary: "give the target of a held cut-over all of the traffic at once",
  about:
    "For a cut-over that was held, and is judged to be good. Its alarms and its probe must be well at the time.",
  examples: ["quants-ctl cutover promote api.example.com --yes"],
  argument: RECORD,
  options: [ALARM_REGION, YES, DRY_RUN],
  resume: asItWas,
  undo: ({ options: { argument } }) => ({ path: "cutover abort", options: { argument } }),
  view: () => import("../../render/views/cutover.ts"),
  load: () => import("./promote.ts"),
});
