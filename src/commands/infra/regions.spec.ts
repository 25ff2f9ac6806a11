import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "regions",
  summary: "list the regions and their zones",
  examples: ["quants-ctl infra regions", "quants-ctl infra regions --output name"],
  options: [ANSWER_TIMEOUT, ...LIST_OPTIONS],
  load: () => import("./regions.ts"),
});
