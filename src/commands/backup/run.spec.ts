import { asItWas } from "../definition/resumption.ts";
import { DRY_RUN, YES, TIMEOUT, POLL_INTERVAL } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { KEEP, WHICH } from "./options.ts";

export const spec = defineCommand({
  name: "run",
  summary: "make the backups that are due, then prune",
  about:
    "Prints nothing when there is nothing to do. A missed period is made up for once. One instance that " +
    "fails does not stop the others; the exit status is 6 then. Of the last so many hours, days " +
    "and weeks that have backups, the newest of each is kept; the last good one is never deleted, and " +
    "neither is a snapshot that `backup` did not make, nor one of an instance that no longer exists. The tag " +
    "BackupCopy=REGION:NUMBER has the newest backup copied to that region, where so many copies stay; " +
    "copies are begun, and not waited for.",
  examples: [
    "quants-ctl backup run --region all --output json",
    "quants-ctl backup run --selector Environment=prod --keep-daily 14 --dry-run",
  ],
  options: [
    ...WHICH,
    ...KEEP,
    { flags: "--no-prune", help: "delete nothing", flagOnly: true },
    { flags: "--no-wait", help: "return once they have started", flagOnly: true },
    DRY_RUN,
    { ...YES, help: "accepted for scripts: the command never asks" },
    { ...TIMEOUT, help: "give up waiting for a backup after this long", default: "30m" },
    { ...POLL_INTERVAL, help: "pause between two looks", default: "5s" },
  ],
  resume: asItWas,
  load: () => import("./run.ts"),
});
