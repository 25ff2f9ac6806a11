import { REGION, ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "blueprints",
  summary: "list the images",
  examples: ["quants-ctl infra blueprints", "quants-ctl infra blueprints --output name"],
  options: [
    REGION,
    { flags: "--all", help: "retired images too", flagOnly: true },
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./blueprints.ts"),
});
