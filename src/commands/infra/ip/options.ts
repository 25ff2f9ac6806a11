import { checkName } from "../../../core/instances/names.ts";
import { option, argument } from "../../definition/option.ts";

export const IP_NAME_ARGUMENT = argument({
  name: "[name]",
  help: "name of the static IP, as with --name",
  as: "name",
  names: "static_ips",
});

export const IP_NAME = option({
  flags: "-n, --name <name>",
  role: "which",
  help: "name of the static IP",
  required: true,
  flagOnly: true,
  names: "static_ips",
  parse: (text) => checkName(text, "static IP name"),
});

export const TO = option({
  flags: "--to <instance>",
  help: "instance that gets it; it must be running",
  names: "instances",
  required: true,
  flagOnly: true,
  parse: (text) => checkName(text),
});
