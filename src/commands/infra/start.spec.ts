import { defineCommand } from "../definition/command.ts";
import { NAMES_ARGUMENT, ONLY_STATUS, TARGETS } from "../definition/options.ts";
import { BESIDE_TWIN, COMMON, PROTECTED } from "./manage/options.ts";

export const spec = defineCommand({
  name: "start",
  summary: "start instances, as manage --action start does",
  about: PROTECTED,
  examples: ["quants-ctl infra start dev-monitor"],
  argument: NAMES_ARGUMENT,
  options: [...TARGETS, ONLY_STATUS, BESIDE_TWIN, ...COMMON],
  runs: { path: "infra manage", with: { action: "start" } },
  load: () => import("./manage.ts"),
});
