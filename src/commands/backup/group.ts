import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const backup: GroupSpec = {
  name: "backup",
  summary: "back instances up by their tag Backup, and prune old backups",
  about:
    "The tag Backup of an instance says how often it is backed up: hourly, daily, weekly or none. A backup is " +
    "a snapshot, named after the instance and its period in UTC (prod-exec-1-backup-daily-20261121), so that a " +
    "period has one, however often and from wherever `backup run` is called. Made for cron and systemd " +
    "timers: docs/systemd has unit files.",
  sharesSection: true,
  commands: inOrder(commands, ["plan", "run", "prune"]),
};
