import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { RULES_HELP, WANTED, CHOICE } from "./options.ts";

export const spec = defineCommand({
  name: "diff",
  summary: "compare firewalls with the rules that they should have",
  examples: [
    "quants-ctl infra ports diff --rules firewall.yml --region all --fail-on-drift",
    "quants-ctl infra ports diff ssh@203.0.113.0/24 https@world --name dev-monitor",
  ],
  argument: { name: "[rules...]", help: RULES_HELP, names: "ports" },
  options: [
    ...WANTED,
    ...CHOICE,
    {
      flags: "--fail-on-drift",
      help: "exit with 5 when there is a difference",
      flagOnly: true,
    },
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./diff.ts"),
});
