import {
  NAMES_ARGUMENT,
  TARGETS,
  REGIONS,
  STATUSES,
  WATCH,
  ANSWER_TIMEOUT,
  LIST_OPTIONS,
} from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list instances, whoever made them",
  about:
    "Lists instances, whoever made them. With --watch it looks again and again: on a terminal the table is " +
    "drawn anew in its place, elsewhere there is a line for each change (an object a line with --output " +
    "json). It outlives looks that fail, and ends with Ctrl-C and status 130, or at the next change when nobody reads any more.",
  examples: [
    "quants-ctl infra list --region all --status running",
    "quants-ctl infra list 'dev-*' --watch 10s",
    "quants-ctl infra list --output json | jq -r '.[].public_ip'",
  ],
  argument: NAMES_ARGUMENT,
  options: [...TARGETS, REGIONS, STATUSES, WATCH, ANSWER_TIMEOUT, ...LIST_OPTIONS],
  load: () => import("./list.ts"),
});
