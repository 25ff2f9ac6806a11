import { asItWas } from "../definition/resumption.ts";
import { YES, DRY_RUN } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "undo",
  summary: "undo a finished change of tags, ports, addresses, or a start or stop",
  about:
    "Gives what an operation of the journal changed the values that it had, and shows them before it asks; " +
    "without a terminal it needs --yes. What somebody changed since is only overwritten with --force. What " +
    "is deleted or released can't be recovered; what was begun and not finished is infra resume's, with --undo.",
  examples: ["quants-ctl infra log", "quants-ctl infra undo ID --dry-run"],
  argument: { name: "<id>", help: "operation to undo; see infra log" },
  options: [
    {
      flags: "-f, --force",
      role: "how",
      help: "even where somebody changed it since",
      flagOnly: true,
    },
    YES,
    DRY_RUN,
  ],
  resume: asItWas,
  load: () => import("./undo.ts"),
});
