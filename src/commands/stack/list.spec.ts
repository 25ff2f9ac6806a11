import { LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { DIR } from "./options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the stacks of the project",
  examples: ["quants-ctl stack list", "quants-ctl stack list --output name"],
  options: [
    { ...DIR, help: "the folder that holds the stacks", default: "terraform/environments" },
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
