import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { ENGINE } from "../tenant/options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the workers with what is reserved on them, and their score",
  examples: ["quants-ctl worker list --sort score"],
  options: [
    { flags: "--pool <pool>", help: "only those of this pool" },
    ...ENGINE,
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
