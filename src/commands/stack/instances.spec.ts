import { LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, WHERE } from "./options.ts";

export const spec = defineCommand({
  name: "instances",
  summary: "list the instances that a stack's state knows",
  about:
    "Reads the state and asks nobody else: what only Lightsail knows (status, price) is absent. " +
    "The columns and keys are those of infra list.",
  examples: [
    "quants-ctl stack instances dev --output json",
    "quants-ctl stack instances --state-file terraform.tfstate",
  ],
  argument: NAME,
  options: [
    ...WHERE,
    {
      flags: "--state-file <file>",
      help: "read this file, a raw state or the output of terraform show -json",
      flagOnly: true,
    },
    ...LIST_OPTIONS,
  ],
  load: () => import("./instances.ts"),
});
