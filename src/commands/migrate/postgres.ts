import { QuantsError, amended } from "../../core/errors.ts";
import { databaseTarget } from "../../core/journal/target.ts";
import {
  isUnverified,
  type PostgresAddress,
  postgresAddress,
} from "../../core/migration/postgres/address.ts";
import { checkSpace, notEmpty, present } from "../../core/migration/postgres/checks.ts";
import { type Migration, seconds } from "../../core/migration/postgres/migration.ts";
import {
  differenceError,
  migrationSteps,
  type StageName,
} from "../../core/migration/postgres/steps.ts";
import { factsNow } from "../../core/migration/postgres/take-dump.ts";
import { compare, type Comparison } from "../../core/migration/postgres/verify.ts";
import { execute, foresee, type Progress } from "../../core/plan/execute.ts";
import type { PostgresMigrationRecord } from "../../core/records/postgres-migration.ts";
import type { CommandResult } from "../../core/result.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { prepare } from "./postgres/prepare.ts";
import { takeOver } from "./postgres/take-over.ts";
import type { spec } from "./postgres.spec.ts";

type Options = OptionsFor<typeof spec>;
type Context = CommandContext<typeof spec>;
type Result = Promise<CommandResult<PostgresMigrationRecord>>;

const NOTHING: Comparison = { tables: [], objects: [], differences: [], source_changed: null };

export const command: Command<typeof spec> = async (options, context) => {
  const from = postgresAddress(options.from);
  const to = postgresAddress(options.to);
  const changes = options.dryRun !== true && options.verifyOnly !== true;
  if (changes && options.yes !== true) requireTerminal(context.host, "fill a database");
  for (const it of [from, to].filter(isUnverified)) {
    context.narrator.warn(
      `${it.label}: the server's certificate is not checked; add ?sslmode=verify-full to its URL`,
    );
  }
  const control = await context.postgres();
  return control.withServers({ from, to, binDir: options.binDir }, async (servers) => {
    const migration = await prepare(servers, { from, to }, options, context);
    if (options.verifyOnly === true) return onlyVerify(migration, context);
    return migrate(migration, options, to, context);
  });
};

async function migrate(
  migration: Migration,
  options: Options,
  to: PostgresAddress,
  context: Context,
): Result {
  const { servers, clock } = migration;
  const { folder, target } = servers;
  const since = clock.now();
  let found = NOTHING;
  const steps = migrationSteps(migration, (comparison) => (found = comparison));
  const earlier = options.restart === true ? null : folder.state();
  const there = present(await target.catalogue());
  const completedAt = earlier?.completed_at ?? null;
  if (there.length > 0 && completedAt !== null) {
    context.narrator.step(`an earlier run completed it at ${completedAt}`);
    return options.dryRun === true
      ? planned([])
      : report({ done: [], not_done: [], error: null }, "unchanged");
  }
  if (there.length > 0 && earlier?.began !== true) throw notEmpty(there);
  const isNew = earlier === null || completedAt !== null;
  if (isNew || folder.readFacts() === null) {
    checkSpace(folder.free(), migration.catalogue, folder.path);
  }
  if (options.dryRun === true) return planned(await foresee(steps));
  if (options.yes !== true) await confirm(migration, to, context);
  await takeOver(migration, { isNew });
  const journalled = databaseTarget(to.label);
  context.journal.recordTargets([journalled]);
  const progress = await context.journal.about(journalled, async () => {
    const made = await execute(steps);
    return { ...made, error: made.error && held(made.error) };
  });
  if (progress.error !== null) {
    return report(progress, found.differences.length > 0 ? "different" : "held");
  }
  if (found.source_changed === true) {
    context.narrator.warn(
      "the source was written to since its dump: stop its writers, and migrate once more into an empty database",
    );
  }
  const taken = folder.readFacts()?.taken_at ?? null;
  if (options.keepDump !== true) folder.removeDump();
  folder.save({
    ...{ from: migration.from, to: migration.to, run: servers.run, began: true },
    completed_at: new Date(clock.now()).toISOString(),
  });
  return report(progress, "completed", taken);

  function report(
    { done, not_done, error }: Progress<StageName>,
    result: PostgresMigrationRecord["result"],
    snapshot = folder.readFacts()?.taken_at ?? null,
  ) {
    const changed = done.length > 0 || error !== null;
    const data: PostgresMigrationRecord = {
      ...{ from: migration.from, to: migration.to, result, changed, snapshot_at: snapshot },
      ...{ done, not_done, ...found },
      dump: folder.readFacts() === null ? null : folder.dump,
      seconds: seconds(clock, since),
    };
    return { kind: "report" as const, data, names: [migration.to], error };
  }
}

/** Compares both as they are now; nothing is kept. */
async function onlyVerify(migration: Migration, { clock }: Context): Result {
  const since = clock.now();
  const facts = await factsNow(migration);
  const comparison = await compare(migration, facts);
  const error = differenceError(comparison, migration.to);
  const data: PostgresMigrationRecord = {
    ...{ from: migration.from, to: migration.to, changed: false, snapshot_at: facts.taken_at },
    ...{ result: error === null ? "equal" : "different", done: ["verify"], not_done: [] },
    ...{ ...comparison, dump: null, seconds: seconds(clock, since) },
  };
  return { kind: "report", data, names: [migration.to], error };
}

/** Says how to go on with a migration that ended early. */
function held(error: QuantsError): QuantsError {
  const goOn = advice`What is copied is kept. Go on: the same command again, or ${toRun("infra resume")}`;
  const isStop = error.code === "interrupted" || error.code === "terminated";
  const keeps = isStop || error.advice === undefined;
  return amended(error, { hint: keeps ? goOn : advice`${error.advice}\n${goOn}` });
}

async function confirm(
  { catalogue, from, to }: Migration,
  { database }: PostgresAddress,
  context: Context,
): Promise<void> {
  await confirmByTyping(context, {
    facts: [
      `From ${from}`,
      `To   ${to}: ${catalogue.tables.length} tables will be made and filled`,
    ],
    question: `Type ${database} to fill this database`,
    expected: database,
  });
}
