import { checkStores } from "../../core/migration/redis/checks.ts";
import { copyAll, type Mark } from "../../core/migration/redis/copy.ts";
import { parseRedisUrl } from "../../core/migration/redis/endpoint.ts";
import { marksNoted } from "../../core/migration/redis/marks.ts";
import { RedisStore } from "../../core/migration/redis/store.ts";
import { emptyTally, type Tally } from "../../core/migration/redis/tally.ts";
import { verify } from "../../core/migration/redis/verify.ts";
import { amended, QuantsError, toQuantsError } from "../../core/errors.ts";
import { databaseTarget } from "../../core/journal/target.ts";
import type {
  RedisMigrationRecord,
  RedisVerification,
} from "../../core/records/redis-migration.ts";
import { abortReason } from "../../core/time/wait.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { fileText, passwordFrom } from "./secret-file.ts";
import { earlierMarks } from "./earlier.ts";
import type { spec } from "./redis.spec.ts";

type Options = OptionsFor<typeof spec>;
type MigrateContext = CommandContext<typeof spec>;

const SAMPLE = 1_000;

/** Milliseconds between two notes in the journal, and between two reports. */
const NOTE_EVERY = 2_000;

export const command: Command<typeof spec> = async (options, context) => {
  const endpoints = await endpointsOf(options, context);
  const { from, to } = endpoints;
  const isDry = options.dryRun === true;
  const copies = options.verifyOnly !== true;
  if (copies && !isDry && options.yes !== true) requireTerminal(context.host, "copy keys");
  const control = await context.redis();
  const { signal, narrator } = context;
  const source = await RedisStore.open({ control, endpoint: from, readOnly: true, signal });
  let target: RedisStore | null = null;
  try {
    target = await RedisStore.open({ control, endpoint: to, readOnly: false, signal });
    const stores = { source, target };
    for (const warning of await checkStores(source, target)) narrator.warn(warning);
    const marks = copies ? await earlierMarks(options, context) : null;
    if (copies) requireEmpty(target, marks, options);
    if (isDry) return planned([changeOf(stores, options)]);
    if (copies && options.yes !== true) await confirm(stores, context);
    return await carryOut(stores, marks ?? new Map<string, Mark>(), options, context);
  } finally {
    source.close();
    target?.close();
  }
};

interface Stores {
  source: RedisStore;
  target: RedisStore;
}

async function carryOut(
  stores: Stores,
  marks: Map<string, Mark>,
  options: Options,
  context: MigrateContext,
) {
  const { clock, narrator, signal, journal } = context;
  const { source, target } = stores;
  const tally = emptyTally();
  const started = clock.now();
  let seconds = 0;
  let verification: RedisVerification | null = null;
  const work = async (): Promise<{ error: QuantsError | null }> => {
    try {
      if (options.verifyOnly !== true) {
        journal.remember({ marks: marksNoted(marks) });
        // The first is noted at once, later ones now and then.
        let noted = 0;
        const onMark = (): void => {
          const now = clock.now();
          narrator.waiting(progressText(tally, source.keys, now - started));
          if (now - noted < NOTE_EVERY) return;
          noted = now;
          journal.remember({ marks: marksNoted(marks) });
        };
        const onWait = ({ message }: QuantsError): void => narrator.step(`waiting: ${message}`);
        narrator.step(`${target.address}: copying ${counted(source.keys)} keys`);
        await copyAll({
          ...{ ...stores, clock, signal, tally, marks, onMark, onWait },
          ...{ match: options.match, onConflict: options.onConflict ?? "fail" },
        }).finally(() => journal.remember({ marks: marksNoted(marks) }));
        seconds = (clock.now() - started) / 1_000;
        narrator.step(
          `${target.address}: ${counted(tally.copied)} keys copied in ${seconds.toFixed(1)} s; verifying`,
        );
      }
      verification = await verify({
        ...{ ...stores, match: options.match, sample: options.sample ?? SAMPLE, clock, signal },
        onCount: (keys) => narrator.waiting(`verifying: ${counted(keys)} keys`),
      });
      narrator.idle();
      // What is different was copied, or skipped: the next run has to look at all of it again.
      if (verification.different > 0 && options.verifyOnly !== true)
        journal.remember({ marks: {} });
      return { error: verification.different === 0 ? null : differs(target, verification) };
    } catch (thrown) {
      const why = signal.aborted ? abortReason(signal) : toQuantsError(thrown);
      return { error: held(why, options) };
    }
  };
  const reference = databaseTarget(target.address);
  if (options.verifyOnly !== true) journal.recordTargets([reference]);
  const { error } =
    options.verifyOnly === true ? await work() : await journal.about(reference, work);
  return {
    kind: "report" as const,
    data: recordOf(stores, tally, verification, seconds, options),
    names: [target.address],
    error,
  };
}

function recordOf(
  { source, target }: Stores,
  tally: Tally,
  verification: RedisVerification | null,
  seconds: number,
  options: Options,
): RedisMigrationRecord {
  const isSame = verification?.different === 0;
  const good = options.verifyOnly === true ? "verified" : "completed";
  return {
    from: source.address,
    to: target.address,
    result: verification === null ? "held" : isSame ? good : "different",
    source_servers: source.primaries.length,
    target_servers: target.primaries.length,
    copied: tally.copied,
    bytes: tally.bytes,
    by_type: tally.byType,
    expiring: tally.expiring,
    already_there: tally.same,
    skipped: tally.skipped,
    vanished: tally.vanished,
    largest_bytes: tally.largest,
    seconds: Math.round(seconds * 10) / 10,
    keys_per_second: seconds === 0 ? 0 : Math.round(tally.copied / seconds),
    verification,
  };
}

async function endpointsOf(
  { from, to, fromCa, toCa, fromPasswordFile, toPasswordFile }: Options,
  { host }: MigrateContext,
) {
  const [one, other] = [parseRedisUrl(from), parseRedisUrl(to)];
  const ca = async (file: string | undefined): Promise<string | null> =>
    file === undefined ? null : fileText(file, host.cwd);
  return {
    from: {
      ...one,
      password: await passwordFrom(fromPasswordFile, "QUANTS_MIGRATE_FROM_PASSWORD", host),
      ca: await ca(fromCa),
    },
    to: {
      ...other,
      password: await passwordFrom(toPasswordFile, "QUANTS_MIGRATE_TO_PASSWORD", host),
      ca: await ca(toCa),
    },
  };
}

/** Keys that nobody spoke of are not to be mixed with those of the source. */
function requireEmpty(
  target: RedisStore,
  marks: ReadonlyMap<string, Mark> | null,
  { onConflict }: Options,
): void {
  if (target.keys === 0 || marks !== null || onConflict !== undefined) return;
  throw new QuantsError(
    "conflict",
    `The target ${target.address} has ${counted(target.keys)} keys already.`,
    {
      hint: "Nothing was changed. If they may be there: --on-conflict fail goes on until one has another value or expiry, skip keeps the target's, replace takes the source's.",
      resource: target.address,
    },
  );
}

function changeOf({ source, target }: Stores, { match }: Options) {
  const which = match === undefined ? "" : `, those that match ${match}`;
  return {
    ...{ action: "copy", kind: "database", name: target.address, region: "-" },
    detail: `${counted(source.keys)} keys of ${source.address}${which}`,
  };
}

async function confirm({ source, target }: Stores, context: MigrateContext): Promise<void> {
  await confirmByTyping(context, {
    facts: [
      `${counted(source.keys)} keys of ${source.address} (${servers(source)})`,
      `  to ${target.address} (${servers(target)}), which has ${counted(target.keys)}`,
    ],
    question: "Type yes to copy them",
    expected: "yes",
  });
}

function differs(target: RedisStore, { different, differences }: RedisVerification): QuantsError {
  const [first] = differences;
  return new QuantsError(
    "conflict",
    `${counted(different)} ${different === 1 ? "key differs" : "keys differ"}, for example ${first?.key} (${first?.what}).`,
    {
      hint: "Were they written while they were copied? Stop the writers of the source; --on-conflict replace copies again.",
      resource: target.address,
    },
  );
}

/** Says how to go on. */
function held(error: QuantsError, options: Options): QuantsError {
  const same = { ...options, yes: undefined };
  const again = advice`What was copied stays. Go on: ${toRun("migrate redis", same)}`;
  const isStop = error.code === "interrupted" || error.code === "terminated";
  return amended(error, {
    hint: isStop || error.advice === undefined ? again : advice`${error.advice}\n${again}`,
  });
}

function progressText({ copied, same, skipped }: Tally, all: number, ms: number): string {
  const keys = copied + same + skipped;
  const rate = ms === 0 ? 0 : Math.round((keys / ms) * 1_000);
  return `${counted(keys)} of ${counted(all)} keys, ${counted(rate)} a second`;
}

const counted = (value: number): string => value.toLocaleString("en");

const servers = ({ primaries, isCluster }: RedisStore): string =>
  isCluster ? `cluster of ${primaries.length}` : `Redis ${primaries[0]?.facts.version}`;
