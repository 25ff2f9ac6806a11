import { defineCommand } from "../definition/command.ts";
import { NAME, WHERE } from "./options.ts";

export const spec = defineCommand({
  name: "output",
  summary: "print the outputs of a stack",
  examples: [
    "quants-ctl stack output dev --field monitor_ip",
    "quants-ctl stack output rag-api --format env > api.env",
    "quants-ctl stack output dev --output json | jq -r .monitor_ip.value",
  ],
  argument: NAME,
  options: [
    ...WHERE,
    { flags: "--field <name>", help: "print only the value of this output", flagOnly: true },
    {
      flags: "--format <format>",
      help: "env: the outputs environment and secrets as NAME=value, secrets as references",
      choices: ["env"],
      flagOnly: true,
    },
    {
      flags: "--show-sensitive",
      help: "print the values of sensitive outputs too",
      flagOnly: true,
    },
  ],
  view: () => import("../../render/views/stack-outputs.ts"),
  load: () => import("./output.ts"),
});
