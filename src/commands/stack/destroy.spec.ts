import { YES } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, EXTRA, WHERE, VARIABLES } from "./options.ts";

export const spec = defineCommand({
  name: "destroy",
  summary: "delete everything that a stack made",
  about:
    "Plans the destruction, shows it, asks for the stack's name, and does exactly what was shown. " +
    "Without a terminal it needs --yes.",
  examples: ["quants-ctl stack destroy dev"],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES, YES],
  view: () => import("../../render/views/stack-applied.ts"),
  load: () => import("./destroy.ts"),
});
