import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { ENGINE, TIER } from "./options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the tenants, where they are and how they do",
  examples: ["quants-ctl tenant list --tier free --sort worker"],
  options: [
    { ...TIER, help: "only those of this tier" },
    { flags: "--worker <name>", help: "only those on this worker" },
    ...ENGINE,
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
