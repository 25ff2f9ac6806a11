import { QuantsError } from "../../core/errors.ts";
import { string } from "../../core/journal/shapes.ts";
import { checkedAddress } from "../../core/migration/postgres/address.ts";
import { defineCommand } from "../definition/command.ts";
import { parseCount } from "../definition/numbers.ts";
import { DRY_RUN, YES } from "../definition/options.ts";

const MOST_JOBS = 64;

export const spec = defineCommand({
  name: "postgres",
  summary: "copy a PostgreSQL database into an empty one, and verify the copy",
  about:
    "Dumps the source in one snapshot with pg_dump, restores it with pg_restore, and compares rows, sequences, " +
    "indexes and the like. The source is only read. Owners and rights are not copied. Passwords come from " +
    "QUANTS_MIGRATE_FROM_PASSWORD and QUANTS_MIGRATE_TO_PASSWORD, or from ~/.pgpass. Ctrl-C holds the migration; " +
    "the same command goes on with it. What is written to the source meanwhile is not copied: stop its writers.",
  examples: [
    "quants-ctl migrate postgres --from postgresql://app@old.example.com/rag --to 'postgresql://app@new.example.com/rag?sslmode=verify-full' --dry-run",
    "quants-ctl migrate postgres --from postgresql://app@old.example.com/rag --to 'postgresql://app@new.example.com/rag?sslmode=verify-full' --jobs 8 --yes",
  ],
  options: [
    {
      flags: "--from <url>",
      help: "the source: postgresql://user@host:port/database, without a password",
      required: true,
      parse: checkedAddress,
    },
    {
      flags: "--to <url>",
      help: "the target, likewise: an empty database",
      required: true,
      parse: checkedAddress,
    },
    {
      flags: "--jobs <count>",
      help: "how many tables are dumped and copied at once",
      default: "4",
      inFile: "digits",
      range: [1, MOST_JOBS],
      parse: parseJobs,
      role: "how",
    },
    {
      flags: "--sample <rows>",
      help: "how many rows of a large table are compared by their content; up to 10000 rows all are",
      default: "1000",
      parse: (text) => parseCount(text, "number of rows"),
      role: "how",
    },
    {
      flags: "--bin-dir <folder>",
      help: "where pg_dump, pg_restore and psql are",
      default: "PATH, then /usr/lib/postgresql",
      role: "how",
    },
    { flags: "--keep-dump", help: "leave the dump where it is", flagOnly: true, role: "how" },
    {
      flags: "--restart",
      help: "forget what an earlier run dumped, and dump anew",
      flagOnly: true,
      role: "how",
    },
    {
      flags: "--verify-only",
      help: "copy nothing, only compare the two as they are now",
      flagOnly: true,
    },
    YES,
    DRY_RUN,
  ],
  notes: { stage: string },
  // Where it was follows from its folder and the target; what was to be forgotten is forgotten.
  resume: ({ options: { restart: _, ...options } }) => ({ options }),
  view: () => import("../../render/views/postgres-migration.ts"),
  load: () => import("./postgres.ts"),
});

function parseJobs(text: string): number {
  const jobs = parseCount(text, "number of jobs");
  if (jobs <= MOST_JOBS) return jobs;
  throw new QuantsError("invalid_input", `"${text}" is too large a number of jobs.`, {
    hint: `Give at most ${MOST_JOBS}: each is a connection to both servers.`,
    resource: text,
  });
}
