import { defineCommand } from "../definition/command.ts";
import { NAME, EXTRA, WHERE, VARIABLES } from "./options.ts";

export const spec = defineCommand({
  name: "plan",
  summary: "show what an apply would change",
  about:
    "Terraform's own plan goes to stderr, the counts to stdout. The exit status is 0 with and " +
    "without changes; scripts read `changed`. Counts exclude each other: a replacement is counted " +
    "as one, not as an addition and a destruction.",
  examples: [
    "quants-ctl stack plan dev --output json | jq .changed",
    "quants-ctl stack plan prod -- -target=module.network",
  ],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES],
  view: () => import("../../render/views/stack-planned.ts"),
  load: () => import("./plan.ts"),
});
