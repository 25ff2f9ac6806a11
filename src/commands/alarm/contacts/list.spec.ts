import { defineCommand } from "../../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS, REGIONS } from "../../definition/options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list who is notified of alarms, and whether the address is verified",
  examples: [
    "quants-ctl alarm contacts list --region all",
    "quants-ctl alarm contacts list --show",
  ],
  options: [
    { flags: "--show", help: "addresses in full", flagOnly: true },
    ANSWER_TIMEOUT,
    REGIONS,
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
