import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT_FLAG, REGIONS } from "../definition/options.ts";

export const spec = defineCommand({
  name: "export",
  summary: "print a file for a fleet as it is now, by its tags",
  about:
    "For a file that was lost, or to see what a file would have to say. Comments, defaults and ranges of the " +
    "original are not known.",
  examples: ["quants-ctl fleet export quants --region all > fleet.yml"],
  argument: { name: "<fleet>", help: "name of the fleet" },
  options: [{ ...REGIONS, flagOnly: true }, ANSWER_TIMEOUT_FLAG],
  load: () => import("./export.ts"),
});
