import { LIST_FLAGS } from "../../commands/definition/options.ts";
import { defineCommand } from "../../commands/definition/command.ts";

export const spec = defineCommand({
  name: "explain",
  summary: "show each setting's value and where it comes from",
  about:
    "Shows what a command would be run with, and why: a global option given here, an environment " +
    "variable, a key of the config file, the AWS profile or a default. Without a command it shows what all " +
    "of them share. Secrets are only said to be set. Nothing is requested.",
  examples: [
    "quants-ctl config explain infra create --config fleet.yml",
    "quants-ctl config explain --output json",
  ],
  argument: {
    name: "[command...]",
    help: "words of a command, e.g. infra create",
    names: "commands",
  },
  options: LIST_FLAGS,
  takesFlags: true,
  load: () => import("./explain.ts"),
});
