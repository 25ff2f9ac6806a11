import { strings } from "../../core/journal/shapes.ts";
import { defineCommand } from "../definition/command.ts";
import { NAMES_ARGUMENT, ONLY_STATUS, TARGETS } from "../definition/options.ts";
import { BESIDE_TWIN, COMMON, FORCE, PROTECTED } from "./manage/options.ts";

export const spec = defineCommand({
  name: "manage",
  summary: "start, stop or reboot instances",
  about: PROTECTED,
  examples: ["quants-ctl infra manage --name dev-monitor --action stop"],
  argument: NAMES_ARGUMENT,
  options: [
    ...TARGETS,
    ONLY_STATUS,
    {
      flags: "-a, --action <action>",
      help: "start, stop or reboot",
      choices: ["start", "stop", "reboot"],
      required: true,
      flagOnly: true,
    },
    FORCE,
    BESIDE_TWIN,
    ...COMMON,
  ],
  // What was rebooted already, as `REGION NAME`: a reboot leaves no trace on the instance.
  notes: { rebooted: strings },
  resuming: { rebooted: strings },
  view: () => import("../../render/views/managed.ts"),
  resume: ({ options, noted, resuming }) => ({
    options,
    resuming: { ...noted, ...resuming },
  }),
  load: () => import("./manage.ts"),
});
