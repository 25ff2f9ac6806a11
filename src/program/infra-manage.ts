import { DRY_RUN, NAMES_ARGUMENT, ONLY_STATUS, REGIONS, TARGETS, WAIT } from "./globals.ts";
import type { CommandSpec, OptionSpec } from "./spec.ts";

const ACTIONS = ["start", "stop", "reboot"] as const;

const PROTECTED =
  "Instances with the tag Protected=true or CriticalLevel=critical are left alone unless they are named. " +
  "An instance that a resize has replaced is not started as long as its successor is there, nor the " +
  "successor while the old one runs: a pattern or a selector leaves it out and says so.";

const COMMON: readonly OptionSpec[] = [REGIONS, DRY_RUN, ...WAIT];

const FORCE: OptionSpec = {
  flags: "-f, --force",
  help: "with stop: for an instance that hangs in stopping",
  flagOnly: true,
};

const BESIDE_TWIN: OptionSpec = {
  flags: "--beside-twin",
  help: "with start: even one that a resize has replaced, so that both may run",
  flagOnly: true,
};

/** What only one of the actions takes. */
const OWN: Record<(typeof ACTIONS)[number], readonly OptionSpec[]> = {
  start: [BESIDE_TWIN],
  stop: [FORCE],
  reboot: [],
};

const load = (): ReturnType<CommandSpec["load"]> => import("../commands/infra/manage.ts");

/** `infra manage`, and each of its actions as a command of its own. */
export const manage: readonly CommandSpec[] = [
  {
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
        choices: ACTIONS,
        required: true,
        flagOnly: true,
      },
      FORCE,
      BESIDE_TWIN,
      ...COMMON,
    ],
    resume: (options, { rebooted }) => ({ rebooted, ...options }),
    load,
  },
  ...ACTIONS.map((action): CommandSpec => ({
    name: action,
    summary: `${action} instances, as manage --action ${action} does`,
    about: PROTECTED,
    examples: [`quants-ctl infra ${action} dev-monitor`],
    argument: NAMES_ARGUMENT,
    options: [...TARGETS, ONLY_STATUS, ...OWN[action], ...COMMON],
    runs: { path: "infra manage", with: { action } },
    load,
  })),
];
