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
  summary: "list instances, whoever created them",
  about:
    "Lists instances, whoever created them. With --watch it keeps looking: on a terminal the table is " +
    "redrawn in place, elsewhere each change is a line (with --output json, an object). A look that fails " +
    "does not end it: it ends with Ctrl-C and status 130, or at the next change once nobody reads any more.",
  examples: [
    "quants-ctl infra list --region all --status running",
    "quants-ctl infra list 'dev-*' --watch 10s",
    "quants-ctl infra list --output json | jq -r '.[].public_ip'",
  ],
  argument: NAMES_ARGUMENT,
  options: [...TARGETS, REGIONS, STATUSES, WATCH, ANSWER_TIMEOUT, ...LIST_OPTIONS],
  load: () => import("./list.ts"),
});
