import { asItWas } from "../definition/resumption.ts";
import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { ALARM_REGION, RECORD } from "./options.ts";

export const spec = defineCommand({
  name: "abort",
  summary: "return the weights to what they were before the last cut-over",
  about:
    "Works while a cut-over runs, which then stops; after one that was held; and after one that is complete, " +
    "as the way back. The weights come from its journal.",
  examples: ["quants-ctl cutover abort api.example.com --yes"],
  argument: RECORD,
  options: [ALARM_REGION, YES, DRY_RUN],
  resume: asItWas,
  view: () => import("../../render/views/cutover.ts"),
  load: () => import("./abort.ts"),
});
