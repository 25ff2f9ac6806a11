import { QuantsError } from "../core/errors.ts";
import { DEFAULT_RETENTION } from "../core/backups/retention.ts";
import {
  ANSWER_TIMEOUT_FLAG,
  DRY_RUN,
  LIST_OPTIONS,
  POLL_INTERVAL,
  REGIONS,
  TARGETS,
  TIMEOUT,
  YES,
} from "./globals.ts";
import type { GroupSpec, OptionSpec } from "./spec.ts";

function keep(period: keyof typeof DEFAULT_RETENTION, what: string): OptionSpec {
  const flag = `keep-${period}`;
  return {
    flags: `--${flag} <number>`,
    help: `keep the backup of so many ${what} (default: ${DEFAULT_RETENTION[period]})`,
    parse: (text) => parseNumber(text, flag),
  };
}

const KEEP: readonly OptionSpec[] = [
  keep("hourly", "hours"),
  keep("daily", "days"),
  keep("weekly", "weeks"),
];

const WHICH: readonly OptionSpec[] = [...TARGETS, REGIONS];

export const backup: GroupSpec = {
  name: "backup",
  summary: "back instances up by their tag Backup, and prune old backups",
  about:
    "The tag Backup of an instance says how often it is backed up: hourly, daily, weekly or none. A backup is " +
    "a snapshot, named after the instance and its period in UTC (prod-exec-1-backup-daily-20261121), so that a " +
    "period has one, however often and from wherever `backup run` is called. Made for cron and systemd " +
    "timers: docs/systemd has unit files.",
  commands: [
    {
      name: "plan",
      summary: "show which backups are due, and which would be pruned",
      about:
        "A backup is due when the period has none of this very instance: one of an earlier instance of the " +
        "same name does not count. What would be pruned is worked out as if the backup that is due were made, " +
        "so it is what `backup run` deletes.",
      examples: [
        "quants-ctl backup plan --region all",
        "quants-ctl backup plan --columns instance,due,prune",
      ],
      options: [...WHICH, ...KEEP, ANSWER_TIMEOUT_FLAG, ...LIST_OPTIONS],
      load: () => import("../commands/backup/plan.ts"),
    },
    {
      name: "run",
      summary: "make the backups that are due, then prune",
      about:
        "Says nothing when there is nothing to do. A period that was missed is made up once. One instance that " +
        "fails keeps no other from its backup; the exit status is 6 then. Of the last so many hours, days " +
        "and weeks that have backups, the newest of each is kept; the last good one is never deleted, and " +
        "neither is a snapshot that `backup` did not make, nor one of an instance that is gone.",
      examples: [
        "quants-ctl backup run --region all --output json",
        "quants-ctl backup run --selector Environment=prod --keep-daily 14 --dry-run",
      ],
      options: [
        ...WHICH,
        ...KEEP,
        { flags: "--no-prune", help: "delete nothing", flagOnly: true },
        { flags: "--no-wait", help: "return as soon as they are begun", flagOnly: true },
        DRY_RUN,
        { ...YES, help: "accepted for scripts: nothing is asked" },
        { ...TIMEOUT, help: "give up waiting for a backup after this long (default: 30m)" },
        { ...POLL_INTERVAL, help: "pause between two looks (default: 5s)" },
      ],
      resume: (options) => options,
      load: () => import("../commands/backup/run.ts"),
    },
    {
      name: "prune",
      summary: "delete the backups that are not kept any longer",
      examples: ["quants-ctl backup prune --keep-hourly 6 --dry-run"],
      options: [
        ...WHICH,
        ...KEEP,
        DRY_RUN,
        { ...YES, help: "accepted for scripts: nothing is asked" },
      ],
      resume: (options) => options,
      load: () => import("../commands/backup/prune.ts"),
    },
  ],
};

function parseNumber(text: string, flag: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is not a number for --${flag}.`, {
    hint: "Give a whole number from 0 to 9999; the last good backup is kept even with 0.",
    resource: text,
  });
}
