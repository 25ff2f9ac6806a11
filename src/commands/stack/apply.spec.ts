import { YES } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, EXTRA, WHERE, VARIABLES } from "./options.ts";

export const spec = defineCommand({
  name: "apply",
  summary: "make a stack what its files say",
  about:
    "Plans, shows the plan, asks for the stack's name, and applies exactly what was shown. Without a " +
    "terminal it needs --yes. What is otherwise than the state has it is told, and the state takes it over.",
  examples: [
    "quants-ctl stack apply dev",
    "quants-ctl stack apply dev --provider sandbox --yes --output json",
  ],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES, YES],
  view: () => import("../../render/views/stack-applied.ts"),
  load: () => import("./apply.ts"),
});
