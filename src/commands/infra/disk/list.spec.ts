import { ANSWER_TIMEOUT, REGIONS, LIST_OPTIONS } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the disks, which instance has each and where, and what they cost",
  about: "System disks belong to their instances and are not listed.",
  examples: [
    "quants-ctl infra disk list --region all",
    "quants-ctl infra disk list --unattached --output name",
  ],
  options: [
    ANSWER_TIMEOUT,
    REGIONS,
    { flags: "--unattached", help: "only those that no instance has", flagOnly: true },
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
