import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT_FLAG } from "../definition/options.ts";
import { FLEET_FILES } from "./options.ts";

export const spec = defineCommand({
  name: "drift",
  summary: "what was changed beside the files",
  about:
    "Compares what exists with what was last applied: instances that are missing, changed, or of no fleet. " +
    "Apart from that it tells what the files say otherwise since. It only reads. What was applied is known " +
    "from this user's last apply, or for everybody from the object that fleet.record names; where nobody " +
    "knows, the files count instead.",
  examples: ["quants-ctl fleet drift fleet.yml --fail-on-drift --output json"],
  argument: FLEET_FILES,
  options: [
    {
      flags: "--fail-on-drift",
      help: "exit with status 5 when there is any drift",
      flagOnly: true,
      role: "how",
    },
    {
      flags: "--ignore-unmanaged",
      help: "leave out instances of no fleet",
      flagOnly: true,
    },
    ANSWER_TIMEOUT_FLAG,
  ],
  view: () => import("../../render/views/fleet-drift.ts"),
  load: () => import("./drift.ts"),
});
