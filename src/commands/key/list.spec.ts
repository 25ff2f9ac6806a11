import { ANSWER_TIMEOUT, LIST_OPTIONS, REGIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the key pairs, how old each is and how many instances were made with it",
  about: "Lightsail's own default key pair of a region is not listed.",
  examples: ["quants-ctl key list --region all", "quants-ctl key list --sort created_at"],
  options: [ANSWER_TIMEOUT, REGIONS, ...LIST_OPTIONS],
  load: () => import("./list.ts"),
});
