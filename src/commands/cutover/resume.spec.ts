import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { ALARM_REGION, RECORD } from "./options.ts";

export const spec = defineCommand({
  name: "resume",
  summary: "go on with a cut-over that was held or cut off",
  about:
    "Where it was follows from its journal and from the records themselves; the step under way is watched again " +
    "for its whole time. Weights that somebody changed meanwhile end it.",
  examples: ["quants-ctl cutover resume api.example.com --yes"],
  argument: RECORD,
  options: [ALARM_REGION, YES, DRY_RUN],
  load: () => import("./resume.ts"),
});
