import { parseAlarmState } from "../../core/alarms/state.ts";
import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS, REGIONS } from "../definition/options.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list alarms: what each watches, its state, and who is notified",
  about:
    "An alarm that notifies nobody says why: notifications are off, it names no contact, or the address is " +
    "missing or not verified. Lightsail does not say how long an alarm has been in its state.",
  examples: [
    "quants-ctl alarm list --region all",
    "quants-ctl alarm list --name 'prod-*' --state alarm --fail-on-alarm",
  ],
  options: [
    {
      flags: "-n, --name <name>",
      help: "only alarms of this instance, or of a pattern in quotes ('dev-*'); repeat it for several",
      names: "instances",
      repeat: true,
      flagOnly: true,
      role: "which",
    },
    {
      flags: "--state <state>",
      help: "only in this state: alarm, ok or insufficient-data; repeat it or use commas",
      repeat: true,
      commas: true,
      flagOnly: true,
      role: "which",
      parse: parseAlarmState,
    },
    {
      flags: "--fail-on-alarm",
      help: "exit with 5 when a listed alarm is in state alarm",
      flagOnly: true,
    },
    ANSWER_TIMEOUT,
    REGIONS,
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
