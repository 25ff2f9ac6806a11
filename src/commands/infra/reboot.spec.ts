import { defineCommand } from "../definition/command.ts";
import { NAMES_ARGUMENT, ONLY_STATUS, TARGETS } from "../definition/options.ts";
import { COMMON, PROTECTED } from "./manage/options.ts";

export const spec = defineCommand({
  name: "reboot",
  summary: "reboot instances, as manage --action reboot does",
  about: PROTECTED,
  examples: ["quants-ctl infra reboot dev-monitor"],
  argument: NAMES_ARGUMENT,
  options: [...TARGETS, ONLY_STATUS, ...COMMON],
  runs: { path: "infra manage", with: { action: "reboot" } },
  load: () => import("./manage.ts"),
});
