import { OUTPUTS } from "../../core/settings.ts";
import { defineCommand } from "../definition/command.ts";
import { OUTPUT } from "../definition/global-options.ts";
import { ANSWER_TIMEOUT_FLAG } from "../definition/options.ts";
import { CONSENT, FLEET_FILES, OUT } from "./options.ts";

export const spec = defineCommand({
  name: "plan",
  summary: "what would make a fleet what its files say",
  about:
    "Compares the files with what exists, and shows each change with its reason and price. Nothing is " +
    "changed, and there is no state file: instances belong to a fleet by their tags. The exit status is 5 " +
    "when something stands in the way, such as a protected instance or the budget.",
  examples: [
    "quants-ctl fleet plan fleet.yml",
    "quants-ctl fleet plan fleet.yml --output markdown",
    "quants-ctl fleet plan fleet.yml --out fleet.plan",
  ],
  argument: FLEET_FILES,
  options: [
    ...CONSENT,
    OUT,
    {
      ...OUTPUT,
      flags: "-o, --output <format>",
      help: "table, json, yaml or name; markdown for a pull request",
      choices: [...OUTPUTS, "markdown"],
      flagOnly: true,
      role: "how",
    },
    ANSWER_TIMEOUT_FLAG,
  ],
  view: () => import("../../render/views/fleet-plan.ts"),
  load: () => import("./plan.ts"),
});
