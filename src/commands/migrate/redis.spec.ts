import { stringByKey } from "../../core/journal/shapes.ts";
import { defineCommand } from "../definition/command.ts";
import { parseCount } from "../definition/numbers.ts";
import { DRY_RUN, YES } from "../definition/options.ts";

export const spec = defineCommand({
  name: "redis",
  summary: "copy all keys of a Redis server or cluster to another, and verify the copy",
  about:
    "Values, types and expiries are copied; the source is only read. Cluster or single server is found out. " +
    "Passwords come from QUANTS_MIGRATE_FROM_PASSWORD and QUANTS_MIGRATE_TO_PASSWORD, or from files; user names " +
    "may be in the URLs. Ctrl-C holds the copy; the same command goes on with it. What is written to the source " +
    "meanwhile may be missing: stop its writers before the last run.",
  examples: [
    "quants-ctl migrate redis --from redis://old.example.com:6379/0 --to rediss://new.example.com:6379 --dry-run",
    "quants-ctl migrate redis --from redis://old.example.com:6379/0 --to rediss://new.example.com:6379 --yes",
  ],
  options: [
    {
      flags: "--from <url>",
      help: "the source: redis://host:port/database, or rediss:// with TLS",
      required: true,
    },
    { flags: "--to <url>", help: "the target, likewise", required: true },
    {
      flags: "--from-password-file <file>",
      help: "file with the source's password, private to you",
      default: "QUANTS_MIGRATE_FROM_PASSWORD",
      role: "how",
    },
    {
      flags: "--to-password-file <file>",
      help: "file with the target's password, private to you",
      default: "QUANTS_MIGRATE_TO_PASSWORD",
      role: "how",
    },
    {
      flags: "--from-ca <file>",
      help: "certificates that the source's must be signed by, as PEM",
      default: "the authorities that Node knows",
      role: "how",
    },
    {
      flags: "--to-ca <file>",
      help: "the same for the target's",
      default: "the authorities that Node knows",
      role: "how",
    },
    { flags: "--match <pattern>", help: "only keys that match, as SCAN does it", default: "all" },
    {
      flags: "--on-conflict <action>",
      help: "for keys that the target has with another value or expiry",
      default: "fail",
      choices: ["fail", "skip", "replace"],
      role: "how",
    },
    {
      flags: "--sample <keys>",
      help: "how many keys are compared by value and expiry in the end",
      default: "1000",
      parse: (text) => parseCount(text, "number of keys"),
      role: "how",
    },
    {
      flags: "--verify-only",
      help: "copy nothing, only verify an earlier copy",
      flagOnly: true,
      role: "how",
    },
    YES,
    DRY_RUN,
  ],
  notes: { marks: stringByKey },
  resuming: { marks: stringByKey },
  resume: ({ options, noted, resuming }) => {
    const marks = noted.marks ?? resuming.marks;
    return { options, resuming: { ...(marks && { marks }) } };
  },
  view: () => import("../../render/views/redis-migration.ts"),
  load: () => import("./redis.ts"),
});
