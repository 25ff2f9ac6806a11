import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { CHOICE } from "./options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list what is open, and to whom",
  examples: [
    "quants-ctl infra ports list --name dev-monitor",
    "quants-ctl infra ports list --selector Environment=prod --region all --output json",
  ],
  options: [...CHOICE, ANSWER_TIMEOUT, ...LIST_OPTIONS],
  load: () => import("./list.ts"),
});
