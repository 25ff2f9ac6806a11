import { OUTPUTS } from "../../core/settings.ts";
import { option } from "../definition/option.ts";
import { defineCommand } from "../definition/command.ts";

const YES = option({
  flags: "-y, --yes",
  help: "ask nothing: what no option says takes its default",
  flagOnly: true,
});

export const spec = defineCommand({
  name: "init",
  summary: "write a settings file by asking",
  about:
    "Asks for provider, region, profile, plan, image and output, and writes quants-ctl.yml into this " +
    "folder, readable by you alone. Every command that is run here finds it; with --user the file is the " +
    "one that counts in every folder. An existing file is never overwritten without --force.",
  examples: [
    "quants-ctl init",
    "quants-ctl init --yes --region eu-west-1 --profile prod --bundle micro_3_0",
    "quants-ctl init --user",
  ],
  options: [
    {
      flags: "-r, --region <region>",
      help: "region",
      default: "ap-northeast-1",
      flagOnly: true,
    },
    {
      flags: "-b, --bundle <id>",
      help: "plan of new instances",
      default: "small_3_0",
      flagOnly: true,
    },
    {
      flags: "--blueprint <id>",
      help: "image of new instances",
      default: "ubuntu_22_04",
      flagOnly: true,
    },
    {
      flags: "--default-output <format>",
      help: "output of every command: table, json, yaml or name",
      default: "table",
      choices: OUTPUTS,
      flagOnly: true,
    },
    { flags: "--user", help: "for every folder: the user's own file", flagOnly: true },
    {
      flags: "-f, --force",
      role: "how",
      help: "replace an existing file",
      flagOnly: true,
    },
    YES,
  ],
  readsNoConfig: true,
  takesFlags: true,
  view: () => import("../../render/views/initialised.ts"),
  load: () => import("./init.ts"),
});
