import { LIST_FLAGS } from "../../commands/definition/options.ts";
import { defineCommand } from "../../commands/definition/command.ts";

export const spec = defineCommand({
  name: "explain",
  summary: "show each setting's value and where it comes from",
  about:
    "Shows the values that a command would use and where each comes from: a global option given here, an " +
    "environment variable, a key of the config file, the AWS profile or a default. Without a command, shows " +
    "the settings that all commands share. For a secret, only shows whether it is set. Makes no request.",
  examples: [
    "quants-ctl config explain infra create --config fleet.yml",
    "quants-ctl config explain --output json",
  ],
  argument: {
    name: "[command...]",
    help: "command to explain, e.g. infra create",
    names: "commands",
  },
  options: LIST_FLAGS,
  takesFlags: true,
  load: () => import("./explain.ts"),
});
