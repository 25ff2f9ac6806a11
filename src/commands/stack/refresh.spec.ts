import { YES, DRY_RUN } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, EXTRA, WHERE, VARIABLES } from "./options.ts";

export const spec = defineCommand({
  name: "refresh",
  summary: "take over into the state what changed outside of Terraform",
  about:
    "Shows what is otherwise than the state has it, asks for the stack's name, and writes it into the " +
    "state. Nothing else is changed. Without a terminal it needs --yes.",
  examples: ["quants-ctl stack refresh dev --dry-run", "quants-ctl stack refresh dev --yes"],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES, YES, DRY_RUN],
  view: () => import("../../render/views/stack-refreshed.ts"),
  load: () => import("./refresh.ts"),
});
