import { YES, DRY_RUN } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, EXTRA, WHERE, VARIABLES } from "./options.ts";

export const spec = defineCommand({
  name: "adopt",
  summary: "take into the state what exists already under the stack's names",
  about:
    "For what an interrupted apply left behind: instances and static IPs that the stack would make, " +
    "that exist in Lightsail, and that its state does not have. Shows them, asks for the stack's name, " +
    "and has Terraform import each. Without a terminal it needs --yes.",
  examples: ["quants-ctl stack adopt dev --dry-run", "quants-ctl stack adopt dev --name dev-1"],
  argument: NAME,
  extra: EXTRA,
  options: [
    ...WHERE,
    ...VARIABLES,
    {
      flags: "-n, --name <name>",
      role: "which",
      help: "only this one; repeat it for several",
      repeat: true,
      flagOnly: true,
    },
    YES,
    DRY_RUN,
  ],
  view: () => import("../../render/views/stack-adopted.ts"),
  load: () => import("./adopt.ts"),
});
