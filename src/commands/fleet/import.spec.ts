import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT_FLAG, DRY_RUN, REGIONS, TARGETS } from "../definition/options.ts";

export const spec = defineCommand({
  name: "import",
  summary: "write instances that exist into a fleet's file",
  about:
    "Adds an entry for each selected instance, and a block that takes it into the fleet with the next apply. " +
    "Comments and what else is in the file stay. Instances of a fleet are left out. Nothing but the file is " +
    "changed: look at it, then plan.",
  examples: [
    "quants-ctl fleet import fleet.yml --all --region ap-northeast-1",
    "quants-ctl fleet import fleet.yml --selector Environment=prod --dry-run",
  ],
  argument: { name: "[file]", help: "file to be written (default: fleet.yml)" },
  options: [
    ...TARGETS,
    { flags: "--all", help: "every instance of the regions", flagOnly: true, role: "which" },
    { ...REGIONS, flagOnly: true },
    {
      flags: "--fleet <name>",
      help: "name of the fleet, for a new file",
      default: "main",
      flagOnly: true,
    },
    { ...DRY_RUN, help: "print the file, and write nothing" },
    ANSWER_TIMEOUT_FLAG,
  ],
  view: () => import("../../render/views/fleet-imported.ts"),
  load: () => import("./import.ts"),
});
