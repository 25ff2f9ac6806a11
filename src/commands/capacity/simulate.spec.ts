import { QuantsError } from "../../core/errors.ts";
import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, REGION } from "../definition/options.ts";
import { PLATFORM_FILE } from "./options.ts";

export const spec = defineCommand({
  name: "simulate",
  summary: "let a platform's tenants come, idle, sleep and return, day by day",
  about:
    "Placement, hibernation and autoscaling decide as they do in earnest, every ten minutes of simulated " +
    "time, from the workers that `capacity plan` finds. A tenant counts as using what is reserved for it. The " +
    "same seed gives the same run.",
  examples: [
    "quants-ctl capacity simulate config/examples/platform.yml --seed 7 --days 30",
    "quants-ctl capacity simulate config/examples/platform.yml --scale 100 --days 7 --output json",
  ],
  argument: PLATFORM_FILE,
  options: [
    {
      flags: "--seed <number>",
      help: "where chance begins",
      default: "1",
      parse: (text) => wholeNumber(text, "seed", 0, 2_147_483_647),
    },
    {
      flags: "--days <number>",
      help: "how long it goes on",
      default: "30",
      parse: (text) => wholeNumber(text, "number of days", 1, 3_650),
    },
    {
      flags: "--scale <factor>",
      help: "times so many users",
      default: "1",
      parse: (text) => wholeNumber(text, "factor", 1, 1_000),
    },
    { ...REGION, help: "region of the plans and their prices" },
    ANSWER_TIMEOUT,
  ],
  view: () => import("../../render/views/simulation.ts"),
  load: () => import("./simulate.ts"),
});

function wholeNumber(text: string, what: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
  throw new QuantsError("invalid_input", `"${text}" is not a ${what}.`, {
    hint: `Give a whole number from ${least} to ${most}.`,
    resource: text,
  });
}
