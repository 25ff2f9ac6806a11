import { ANSWER_TIMEOUT, REGIONS, LIST_OPTIONS } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the static IPs, who holds them, and what unattached ones cost",
  examples: [
    "quants-ctl infra ip list --region all",
    "quants-ctl infra ip list --unattached --output name",
  ],
  options: [
    ANSWER_TIMEOUT,
    REGIONS,
    { flags: "--unattached", help: "only those that no instance holds", flagOnly: true },
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
