import { defineCommand } from "../definition/command.ts";
import { NAMES_ARGUMENT, ONLY_STATUS, TARGETS } from "../definition/options.ts";
import { FORCE, COMMON, PROTECTED } from "./manage/options.ts";

export const spec = defineCommand({
  name: "stop",
  summary: "stop instances, as manage --action stop does",
  about: PROTECTED,
  examples: ["quants-ctl infra stop dev-monitor"],
  argument: NAMES_ARGUMENT,
  options: [...TARGETS, ONLY_STATUS, FORCE, ...COMMON],
  runs: { path: "infra manage", with: { action: "stop" } },
  load: () => import("./manage.ts"),
});
