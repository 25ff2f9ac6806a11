import { parseAlarmState } from "../../core/alarms/state.ts";
import { defineCommand } from "../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { ALARM } from "./options.ts";

export const spec = defineCommand({
  name: "test",
  summary: "put an alarm into a state, to check its notifications",
  about:
    "Lightsail notifies the alarm's contacts as if the metric had put it into that state, and evaluates it " +
    "again soon after.",
  examples: [
    "quants-ctl alarm test prod-exec-1-cpu",
    "quants-ctl alarm test prod-exec-1-cpu --state ok",
  ],
  argument: ALARM,
  options: [
    {
      flags: "--state <state>",
      help: "alarm, ok or insufficient-data",
      default: "alarm",
      flagOnly: true,
      parse: parseAlarmState,
    },
    REGION,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../render/views/alarm-tested.ts"),
  load: () => import("./test.ts"),
});
