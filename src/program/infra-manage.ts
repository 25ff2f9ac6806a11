import { DRY_RUN, ONLY_STATUS, REGIONS, TARGETS, WAIT } from "./globals.ts";
import type { CommandSpec } from "./spec.ts";

export const manage: CommandSpec = {
  name: "manage",
  summary: "start, stop or reboot an instance",
  about:
    "Instances with the tag Protected=true or CriticalLevel=critical are left alone unless they are named. " +
    "An instance that a resize has replaced is not started as long as its successor is there, nor the " +
    "successor while the old one runs: a pattern or a selector leaves it out and says so.",
  examples: ["quants-ctl infra manage --name dev-monitor --action stop"],
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
    REGIONS,
    {
      flags: "-f, --force",
      help: "with stop: for an instance that hangs in stopping",
      flagOnly: true,
    },
    {
      flags: "--beside-twin",
      help: "with start: even one that a resize has replaced, so that both may run",
      flagOnly: true,
    },
    DRY_RUN,
    ...WAIT,
  ],
  resume: (options, { rebooted }) => ({ rebooted, ...options }),
  load: () => import("../commands/infra/manage.ts"),
};
