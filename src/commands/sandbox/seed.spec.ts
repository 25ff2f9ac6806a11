import { checkName } from "../../core/instances/names.ts";
import { REGION } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { wholeNumber } from "./options.ts";

export const spec = defineCommand({
  name: "seed",
  summary: "add running instances",
  examples: ["quants-ctl sandbox seed --instances 100"],
  options: [
    {
      flags: "--instances <number>",
      help: "how many",
      required: true,
      flagOnly: true,
      parse: (text) => wholeNumber(text, "number of instances", 1, 100_000),
    },
    {
      flags: "--prefix <text>",
      help: "names are PREFIX-1, PREFIX-2, ...",
      default: "seed",
      flagOnly: true,
      parse: (text) => checkName(text, "prefix"),
    },
    REGION,
  ],
  view: () => import("../../render/views/sandbox-seeded.ts"),
  load: () => import("./seed.ts"),
});
