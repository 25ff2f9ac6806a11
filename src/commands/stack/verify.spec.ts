import { defineCommand } from "../definition/command.ts";
import { NAME, WHERE } from "./options.ts";

export const spec = defineCommand({
  name: "verify",
  summary: "check a stack in the account: health, failover, backups, encryption, alarms, secrets",
  about:
    "Reads only. Each resource in the state gets the checks of its service, each with what was found, why it " +
    "matters and the cure. What can't be looked at counts as not verified. The exit status is 5 unless all is good.",
  examples: [
    "quants-ctl stack verify rag-api",
    "quants-ctl stack verify mwaa --format markdown > report.md",
    "quants-ctl stack verify rag-api --output json | jq '.checks[] | select(.status != \"good\")'",
  ],
  argument: NAME,
  options: [
    ...WHERE,
    {
      flags: "--format <format>",
      help: "markdown: a report for people who were not there",
      choices: ["markdown"],
      flagOnly: true,
    },
  ],
  view: () => import("../../render/views/stack-verified.ts"),
  load: () => import("./verify.ts"),
});
