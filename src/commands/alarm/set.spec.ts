import { parseAlarmMetric } from "../../core/alarms/metrics.ts";
import { checkName } from "../../core/instances/names.ts";
import { defineCommand } from "../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION } from "../definition/options.ts";
import { parseAlarmCount } from "./count.ts";
import { ALARM, ALARM_NOTES } from "./options.ts";

export const spec = defineCommand({
  name: "set",
  summary: "create an alarm, or change the one with that name",
  about:
    "The options describe the whole alarm: an option that is left out gets its default, not its former value. " +
    "Nothing is changed when the alarm matches already. A new alarm has no state until its first period is " +
    "over; a changed one keeps its state until Lightsail evaluates it again. A metric of a resource can have " +
    "two alarms.",
  examples: [
    "quants-ctl alarm set prod-exec-1-cpu --instance prod-exec-1 --metric cpu --above 80 --periods 5 --datapoints 3",
    "quants-ctl alarm set prod-exec-1-burst --instance prod-exec-1 --metric burst --below 20",
    "quants-ctl alarm set prod-exec-1-up --instance prod-exec-1 --metric status --at-least 1 --on alarm,ok",
    "quants-ctl alarm set front-errors --load-balancer front --metric HTTPCode_LB_5XX_Count --above 10",
  ],
  argument: ALARM,
  options: [
    {
      flags: "--instance <name>",
      help: "instance to watch",
      names: "instances",
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    {
      flags: "--load-balancer <name>",
      help: "load balancer to watch",
      flagOnly: true,
      parse: (text) => checkName(text, "load balancer name"),
    },
    {
      flags: "--database <name>",
      help: "database to watch",
      flagOnly: true,
      parse: (text) => checkName(text, "database name"),
    },
    {
      flags: "-m, --metric <name>",
      help: "cpu, burst, network-in, network-out or status of an instance, or Lightsail's name of any metric",
      required: true,
      flagOnly: true,
      parse: parseAlarmMetric,
    },
    {
      flags: "--above <value>",
      help: "alarm above this: 80, 80%, 500MB",
      flagOnly: true,
    },
    { flags: "--at-least <value>", help: "alarm at this or above", flagOnly: true },
    { flags: "--below <value>", help: "alarm below this", flagOnly: true },
    { flags: "--at-most <value>", help: "alarm at this or below", flagOnly: true },
    {
      flags: "--periods <number>",
      help: "how many periods of five minutes to look at",
      default: "1",
      flagOnly: true,
      range: [1, 288],
      parse: (text) => parseAlarmCount(text, "periods"),
    },
    {
      flags: "--datapoints <number>",
      help: "how many of these periods must be beyond the threshold",
      default: "all of them",
      flagOnly: true,
      range: [1, 288],
      parse: (text) => parseAlarmCount(text, "datapoints"),
    },
    {
      flags: "--missing <what>",
      help: "what a period without data counts as: breaching, not-breaching, ignore or missing",
      default: "missing",
      choices: ["breaching", "not-breaching", "ignore", "missing"],
      flagOnly: true,
    },
    {
      flags: "--notify <protocol>",
      help: "whom to notify: email, sms; repeat it or use commas",
      default: "email",
      choices: ["email", "sms"],
      repeat: true,
      commas: true,
      flagOnly: true,
    },
    {
      flags: "--on <state>",
      help: "states to notify of, alarm among them: alarm, ok, insufficient-data; repeat it or use commas",
      default: "alarm",
      choices: ["alarm", "ok", "insufficient-data"],
      repeat: true,
      commas: true,
      flagOnly: true,
    },
    { flags: "--mute", help: "watch, but notify nobody", flagOnly: true },
    REGION,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: ALARM_NOTES,
  resuming: ALARM_NOTES,
  resume: ({ options, noted: { changes }, resuming }) => ({
    options,
    resuming: { ...(changes !== undefined && { changes }), ...resuming },
  }),
  view: () => import("../../render/views/alarm-set.ts"),
  load: () => import("./set.ts"),
});
