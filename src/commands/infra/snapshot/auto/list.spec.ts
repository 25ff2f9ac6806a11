import { defineCommand } from "../../../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS, REGIONS } from "../../../definition/options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the instances with the hour of their daily snapshot",
  examples: [
    "quants-ctl infra snapshot auto list --region all",
    "quants-ctl infra snapshot auto list --without --output name",
  ],
  options: [
    ANSWER_TIMEOUT,
    REGIONS,
    { flags: "--without", help: "only instances that have none", flagOnly: true },
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
