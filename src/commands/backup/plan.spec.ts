import { ANSWER_TIMEOUT_FLAG, LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { KEEP, WHICH } from "./options.ts";

export const spec = defineCommand({
  name: "plan",
  summary: "show which backups are due, and which would be pruned",
  about:
    "A backup is due when the period has none of this very instance: one of an earlier instance of the " +
    "same name does not count. What would be pruned is worked out as if the backup that is due were made, " +
    "so it is what `backup run` deletes.",
  examples: [
    "quants-ctl backup plan --region all",
    "quants-ctl backup plan --columns instance,due,prune",
  ],
  options: [...WHICH, ...KEEP, ANSWER_TIMEOUT_FLAG, ...LIST_OPTIONS],
  load: () => import("./plan.ts"),
});
