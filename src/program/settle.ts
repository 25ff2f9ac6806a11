import { QuantsError } from "../core/errors.ts";
import type { JournalOperation } from "../core/journal/operation.ts";
import type { CommandJournal } from "./journal.ts";
import { regionOf } from "./rerun.ts";
import type { CommandSpec, Recorded } from "./spec.ts";
import { findCommand } from "./tree.ts";

/** Options that say how a command is to work, and not what is to come of it. */
const MANNER: ReadonlySet<string> = new Set([
  ...["yes", "force", "wait", "timeout", "pollInterval", "ifNotExists", "dryRun"],
  ...["output", "columns", "sort", "color", "debug", "quiet", "config"],
  ...["provider", "profile", "endpointUrl", "region"],
  // Only read by an instance that does not exist yet.
  "userData",
  // What undoing adds to a destroy, and what the user may add by hand.
  ...["made", "spare", "keepStaticIp"],
  // What resuming adds.
  ...["meant", "met", "rebooted", "ifExists", "stamp", "ports", "ownOnly"],
]);

/** Lists that may have grown since: what was asked for before is among what was done. */
const GATHERED: ReadonlySet<string> = new Set(["name", "releaseIp"]);

interface Succeeded {
  path: string;
  options: Recorded;
  /** The operation that it was run for. */
  finishes?: string;
}

/**
 * Marks what earlier runs left unfinished and this successful one has done: the same command
 * for the same things, or the one that undoes it.
 */
export async function settleEarlier(
  { path, options, finishes }: Succeeded,
  journal: CommandJournal,
): Promise<void> {
  if (options["dryRun"] === true) return;
  if (finishes !== undefined) journal.settle(finishes);
  const spec = findCommand(path);
  if (spec?.resume === undefined) return;
  const now = plainOptions(options);
  const { goal = (it) => it } = spec;
  const covers = (before: Recorded): boolean => isCovered(goal(before), goal(now));
  const region = now["region"] ?? journal.region;
  for (const operation of await journal.unfinished()) {
    const { id, remembered, command } = operation;
    const recorded = operation.options;
    if (id === finishes || regionOf(operation, recorded) !== region) continue;
    const isRepeated = command === path && covers(recorded);
    const undo = undoOf(command, recorded, remembered);
    const isUndone = undo?.path === path && covers(plainOptions(undo.options));
    if (isRepeated || isUndone) journal.settle(id);
  }
}

/** Null for what can't be undone by one command: then nothing of this one undid it. */
function undoOf(
  command: string,
  recorded: Recorded,
  noted: Recorded,
): ReturnType<NonNullable<CommandSpec["undo"]>> | null {
  try {
    return findCommand(command)?.undo?.(recorded, noted) ?? null;
  } catch (error) {
    if (error instanceof QuantsError) return null;
    throw error;
  }
}

/** As a journal holds them. */
function plainOptions(options: Recorded): JournalOperation["options"] {
  return JSON.parse(JSON.stringify(options)) as JournalOperation["options"];
}

function isCovered(before: Recorded, now: Recorded): boolean {
  const keys = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...keys].every((key) => {
    if (MANNER.has(key)) return true;
    const [one, other] = [now[key], before[key]];
    if (GATHERED.has(key)) return listed(other).every((it) => listed(one).includes(it));
    return JSON.stringify(one) === JSON.stringify(other);
  });
}

function listed(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}
