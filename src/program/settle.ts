import { QuantsError } from "../core/errors.ts";
import { globMatches } from "../core/inventory/glob.ts";
import { KIND_WORDS, effectsOn, effectsOf } from "../core/journal/effects.ts";
import { openTargets } from "../core/journal/open-targets.ts";
import type { JournalOperation } from "../core/journal/operation.ts";
import { type Superseding, superseding } from "../core/journal/superseded.ts";
import { type TargetRef, targetKey } from "../core/journal/target.ts";
import type { CommandJournal } from "./journal.ts";
import { NOWHERE, regionOf, undone } from "./rerun.ts";
import { type OptionRole, propertyOf } from "../commands/definition/option.ts";
import { type CommandSpec, type Recorded, type Undoing } from "../commands/definition/command.ts";
import { findCommand } from "./registry.ts";

interface Ended {
  path: string;
  options: Recorded;
  /** The operation that it finishes or undoes. */
  finishes?: string;
  /** False if a part failed: then only what it did to each target counts. */
  isDone: boolean;
}

/**
 * Marks what earlier runs left unfinished and this one settled: it did the same to the same
 * targets, undid it, or left nothing to do for a target, however it was selected. Warns with at
 * most one line.
 */
export async function settleEarlier(
  { path, options, finishes, isDone }: Ended,
  journal: CommandJournal,
  warn: (text: string) => void,
): Promise<void> {
  if (options["dryRun"] === true) return;
  if (isDone && finishes !== undefined) journal.settle(finishes);
  const spec = findCommand(path);
  if (spec?.resume === undefined) return;
  const givenUp: string[] = [];
  const kept: string[] = [];
  const own = journal.own();
  const now = plainOptions(options);
  for (const operation of await journal.unfinished()) {
    const { id } = operation;
    if (id === journal.id || (isDone && id === finishes)) continue;
    // It began while this run worked, so it is the later of the two.
    if (own !== null && operation.started_at > own.started_at) continue;
    if (isDone && coversAll({ path, spec, options: now }, operation, journal.region)) {
      journal.settle(id);
    } else if (own !== null) {
      const given = settleTargets({ path, spec, options: now, own }, operation, journal);
      if (given === null) continue;
      givenUp.push(...given);
    } else continue;
    kept.push(...unreported(operation, own));
  }
  const parts = [
    ...(givenUp.length > 0 ? [`dropped, as this command replaces it: ${givenUp.join("; ")}`] : []),
    ...(kept.length > 0
      ? [`made by an interrupted command: ${[...new Set(kept)].join(", ")}`]
      : []),
  ];
  if (parts.length > 0) warn(parts.join("; "));
}

/**
 * What the earlier run made but never reported: an interrupted command printed no result. Leaves
 * out what this run asked for, which it reports itself.
 */
function unreported(earlier: JournalOperation, own: JournalOperation | null): string[] {
  const asked = new Set([
    ...(own?.calls ?? []).map(({ resource }) => resource),
    ...(own?.targets ?? []).map(({ name }) => name),
  ]);
  return effectsOf(earlier).flatMap(({ kind, name, respect }) => {
    const wasReported = kind !== "snapshot" && earlier.ended_at !== null;
    return respect === "made" && !wasReported && !asked.has(name)
      ? [`${KIND_WORDS[kind]} ${name}`]
      : [];
  });
}

interface Later {
  path: string;
  spec: CommandSpec;
  options: JournalOperation["options"];
}

/** True for the same command with the same goal, or the one that undoes it. */
function coversAll(
  { path, spec, options: now }: Later,
  operation: JournalOperation,
  where: string | null,
): boolean {
  const { command, options: recorded } = operation;
  const region = regionOf(operation, recorded);
  if (region !== NOWHERE && region !== (now["region"] ?? where)) return false;
  const { goal = (it: Recorded) => it } = spec;
  const covers = (before: Recorded): boolean => isCovered(goal(before), goal(now), spec, ["how"]);
  if (command === path && covers(recorded)) return true;
  const undo = undoOf(operation);
  return undo?.path === path && covers(plainOptions(undo.options));
}

/**
 * Settles target by target, however they were selected. Returns what will no longer be done; null
 * if nothing was settled.
 */
function settleTargets(
  later: Later & { own: JournalOperation },
  earlier: JournalOperation,
  journal: CommandJournal,
): string[] | null {
  const open = openTargets(earlier);
  const settled = open.flatMap((target) => {
    const how = superseding(later.own, earlier, target) ?? repeated(later, earlier, target);
    return how === null ? [] : [{ target, how }];
  });
  if (settled.length === 0) return null;
  // A journal of an older version has no targets: it is settled as a whole or not at all.
  const isWhole = settled.length === open.length;
  if (earlier.targets.length > 0) {
    for (const { target } of settled) journal.settleTarget(earlier.id, target);
  }
  if (isWhole) journal.settle(earlier.id);
  else if (earlier.targets.length === 0) return null;
  return settled.flatMap(({ target, how }) =>
    how.givenUp.length === 0
      ? []
      : [
          `${how.givenUp.join(", ")} of ${target.name} (${earlier.command} of ${earlier.started_at})`,
        ],
  );
}

/** The same goal, reached for this target, whatever else was selected. */
function repeated(
  { path, spec, options, own }: Later & { own: JournalOperation },
  earlier: JournalOperation,
  target: TargetRef,
): Superseding | null {
  const { command } = earlier;
  const key = targetKey(target);
  const isDone = own.targets.some((it) => it.status === "done" && targetKey(it) === key);
  const isSame = command === path && isCovered(earlier.options, options, spec, ["how", "which"]);
  if (isDone && isSame) return { givenUp: [] };
  // An instance that was never created, and whose name this run was told to destroy.
  const isNever =
    command === "infra create" &&
    !effectsOn(effectsOf(earlier), target, "made").some(({ isSure }) => isSure);
  return isNever && path === "infra destroy" && isSelectedByName(target, options, own)
    ? { givenUp: [] }
    : null;
}

function isSelectedByName(
  { region, name }: TargetRef,
  options: JournalOperation["options"],
  own: JournalOperation,
): boolean {
  if (options["selector"] !== undefined || options["status"] !== undefined) return false;
  // It existed, and this run worked on it.
  if (own.targets.some((it) => it.region === region && it.name === name)) return false;
  const isThere = own.calls.some((call) => call.region === region);
  return isThere && listed(options["name"]).some((it) => globMatches(String(it), name));
}

/** Null if no single command undoes it: then this one did not either. */
function undoOf(operation: JournalOperation): Undoing | null {
  const spec = findCommand(operation.command);
  try {
    return (spec && undone(spec, operation)) ?? null;
  } catch (error) {
    if (error instanceof QuantsError) return null;
    throw error;
  }
}

/** In the form that a journal holds. */
function plainOptions(options: Recorded): JournalOperation["options"] {
  return JSON.parse(JSON.stringify(options)) as JournalOperation["options"];
}

/** Compares the goals of two runs: the values of options, by name, except those with these roles. */
function isCovered(
  before: Recorded,
  now: Recorded,
  { options, argument }: CommandSpec,
  ignored: readonly OptionRole[],
): boolean {
  const compared = options.filter(({ role }) => role === undefined || !ignored.includes(role));
  const gathering = new Set(
    compared.flatMap((it) => (it.gathers === true ? [propertyOf(it)] : [])),
  );
  const keys = new Set(compared.map(propertyOf));
  if (argument !== undefined && argument.as === undefined) keys.add("argument");
  return [...keys].every((key) => {
    const [one, other] = [now[key], before[key]];
    if (gathering.has(key)) return listed(other).every((it) => listed(one).includes(it));
    return JSON.stringify(one) === JSON.stringify(other);
  });
}

function listed(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}
