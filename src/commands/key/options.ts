import { checkName } from "../../core/instances/names.ts";
import { argument, option } from "../definition/option.ts";

export const KEY_ARGUMENT = argument({
  name: "[name]",
  help: "name of the key pair, as with --name",
  as: "name",
  names: "key_pairs",
});

export const KEY_NAME = option({
  flags: "-n, --name <name>",
  role: "which",
  help: "name of the key pair",
  required: true,
  flagOnly: true,
  names: "key_pairs",
  parse: (text) => checkName(text, "key pair name"),
});
