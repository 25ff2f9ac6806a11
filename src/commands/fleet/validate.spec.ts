import { defineCommand } from "../definition/command.ts";
import { FLEET_FILES } from "./options.ts";

export const spec = defineCommand({
  name: "validate",
  summary: "check a fleet's files, without any request",
  about:
    "Tells every fault at once, with file, line and column: unknown keys, names given twice, zones of another " +
    "region, rules without a source, blocks that contradict each other.",
  examples: [
    "quants-ctl fleet validate fleet.yml",
    "quants-ctl fleet validate fleet --output json",
  ],
  argument: FLEET_FILES,
  options: [],
  view: () => import("../../render/views/fleet-validated.ts"),
  load: () => import("./validate.ts"),
});
