import { REGIONS, ANSWER_TIMEOUT, LIST_FLAGS } from "../definition/options.ts";
import { parseAge } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "waste",
  summary: "list what is billed and may have been forgotten",
  about:
    "Lists stopped instances, which are billed in full, static IPs and disks that no instance has, snapshots " +
    "that are old, and those whose instance or disk is gone, each with what it costs in a month and the " +
    "command that removes it. Nothing is removed by this command.",
  examples: [
    "quants-ctl cost waste --region all",
    "quants-ctl cost waste --older-than 90d --output json | jq 'map(.monthly_usd) | add'",
  ],
  options: [
    REGIONS,
    {
      flags: "--older-than <age>",
      help: "minimum age of a snapshot to list, e.g. 12w",
      default: "30d",
      flagOnly: true,
      parse: (text) => parseAge(text, "age"),
    },
    ANSWER_TIMEOUT,
    ...LIST_FLAGS,
  ],
  load: () => import("./waste.ts"),
});
