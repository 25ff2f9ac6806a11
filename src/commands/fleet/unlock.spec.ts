import { defineCommand } from "../definition/command.ts";
import { CHANGE_TIMEOUT, REGION, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";

export const spec = defineCommand({
  name: "unlock",
  summary: "remove the lock that an apply left behind",
  about:
    "A lock ends by itself two minutes after its last renewal, and at once when its process was of this machine " +
    "and is gone. This removes it at any time: only when the other apply is not running any more, for certain.",
  examples: ["quants-ctl fleet unlock quants --yes"],
  argument: { name: "<fleet>", help: "name of the fleet" },
  options: [
    { ...REGION, help: "region of the lock: the fleet's region", flagOnly: true },
    YES,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../render/views/fleet-unlocked.ts"),
  load: () => import("./unlock.ts"),
});
