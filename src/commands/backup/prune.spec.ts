import { asItWas } from "../definition/resumption.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { KEEP, WHICH } from "./options.ts";

export const spec = defineCommand({
  name: "prune",
  summary: "delete the backups that are not kept any longer",
  examples: ["quants-ctl backup prune --keep-hourly 6 --dry-run"],
  options: [
    ...WHICH,
    ...KEEP,
    DRY_RUN,
    { ...YES, help: "accepted for scripts: the command never asks" },
  ],
  resume: asItWas,
  load: () => import("./prune.ts"),
});
