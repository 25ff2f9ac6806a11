import { ANSWER_TIMEOUT } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { ALARM_REGION, RECORD, ZONE } from "./options.ts";

export const spec = defineCommand({
  name: "status",
  summary: "show how traffic is shared out, and how far the last cut-over got",
  examples: ["quants-ctl cutover status api.example.com --output json"],
  argument: RECORD,
  options: [ZONE, ALARM_REGION, ANSWER_TIMEOUT],
  view: () => import("../../render/views/cutover-status.ts"),
  load: () => import("./status.ts"),
});
