import { string, stringByKey } from "../../core/journal/shapes.ts";
import { parseDuration } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { ALARM_REGION, GUARD, percent, RECORD, ZONE } from "./options.ts";

export const spec = defineCommand({
  name: "start",
  summary: "move traffic from one weighted DNS record to another, step by step",
  about:
    "Each step sets the weights, waits until every name server has them, and watches for the time of --bake. " +
    "An alarm that goes off, or a target that fails three probes in a row, returns the weights to what they " +
    "were, unless --on-failure is hold. Without data from an alarm it goes neither on nor back. Ctrl-C holds " +
    "the traffic where it is. All types of the name (A and AAAA) move together.",
  examples: [
    "quants-ctl cutover start api.example.com --to green --alarm api-5xx --probe /health --yes",
    "quants-ctl cutover start api.example.com --to green --steps 5,25,100 --bake 30m --dry-run",
  ],
  argument: RECORD,
  options: [
    {
      flags: "--to <identifier>",
      help: "set identifier of the record that gets the traffic",
      required: true,
    },
    {
      flags: "--from <identifier>",
      help: "set identifier of the one that has it",
      default: "the other one",
    },
    ZONE,
    {
      flags: "--steps <percents>",
      help: "shares of the traffic, in rising order",
      default: "10,50,100",
      repeat: true,
      commas: true,
      parse: percent,
    },
    {
      flags: "--bake <duration>",
      help: "how long each step is watched before the next",
      default: "10m",
      parse: (text) => parseDuration(text, "time to bake"),
    },
    ...GUARD,
    {
      flags: "--on-failure <action>",
      help: "what an alarm or a failed target leads to",
      default: "rollback",
      choices: ["rollback", "hold"],
      role: "how",
    },
    ALARM_REGION,
    YES,
    DRY_RUN,
  ],
  notes: { zone: string, from: string, saved: stringByKey, step: string },
  resuming: { saved: stringByKey, step: string },
  resume: ({ options, noted, resuming }) => {
    const { zone = options.zone, from = options.from } = noted;
    const saved = noted.saved ?? resuming.saved;
    const step = noted.step ?? resuming.step;
    return {
      options: { ...options, ...(zone && { zone }), ...(from && { from }) },
      resuming: { ...(saved && { saved }), ...(step && { step }) },
    };
  },
  undo: ({ options: { argument }, noted: { zone } }) => ({
    path: "cutover abort",
    options: { argument, ...(zone !== undefined && { zone }) },
  }),
  view: () => import("../../render/views/cutover.ts"),
  load: () => import("./start.ts"),
});
