import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "zones",
  summary: "list the DNS zones, and how many entries each has",
  examples: ["quants-ctl dns zones"],
  options: [ANSWER_TIMEOUT, ...LIST_OPTIONS],
  load: () => import("./zones.ts"),
});
