import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { ZONE } from "./options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the entries of a zone",
  examples: ["quants-ctl dns list example.com", "quants-ctl dns list example.com --sort type"],
  argument: ZONE,
  options: [ANSWER_TIMEOUT, ...LIST_OPTIONS],
  load: () => import("./list.ts"),
});
