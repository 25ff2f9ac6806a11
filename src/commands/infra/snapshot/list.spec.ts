import { ANSWER_TIMEOUT, REGIONS, LIST_OPTIONS } from "../../definition/options.ts";
import { isPattern } from "../../../core/instances/selector.ts";
import { checkName } from "../../../core/instances/names.ts";
import { defineCommand } from "../../definition/command.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list snapshots with their age and what they cost",
  about:
    "Whoever made them; Lightsail's own daily ones belong to their instance and are not listed. The cost " +
    "is that of the full size, at $0.05 for a GB a month: the most that it can be.",
  examples: ["quants-ctl infra snapshot list --region all --instance 'prod-*' --sort -age_days"],
  options: [
    ANSWER_TIMEOUT,
    REGIONS,
    {
      flags: "--instance <name>",
      names: "instances",
      help: "only those of this instance, or of a pattern; repeat it for several",
      repeat: true,
      flagOnly: true,
      parse: (text) => (isPattern(text) ? text : checkName(text)),
    },
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
