import type { Context } from "../../core/context.ts";
import type { JournalOperation } from "../../core/journal/operation.ts";
import { isUnfinished } from "../../core/journal/operation.ts";
import { readNoted } from "../../core/journal/shapes.ts";
import type { Instance } from "../../core/model.ts";
import { SCALE_NOTES } from "./notes.ts";

/** What the journal of this machine tells of workers. */
export interface History {
  /** When a worker of the pool was last made or removed; null: not known to have been. */
  changedAt: (pool: string) => number | null;
  /** Whether a server that is half made may be finished: nobody else can be making it. */
  mayFinish: (instance: Instance) => boolean;
  /** What was left half done about a worker. */
  unfinishedAbout: (worker: string) => readonly JournalOperation[];
}

/** Longer than the making of a worker takes: somebody may be making it on another machine. */
const MAKING_MS = 30 * 60_000;

export async function readHistory({ journal, clock }: Context): Promise<History> {
  const own = (await journal.read()).operations.filter((it) => journal.isOurs(it));
  const about = (worker: string): JournalOperation[] =>
    own.filter(({ targets }) =>
      targets.some(({ kind, name }) => kind === "worker" && name === worker),
    );
  const unfinishedAbout = (worker: string): JournalOperation[] =>
    about(worker).filter(isUnfinished);
  return {
    changedAt: (pool) => {
      const times = own
        .filter((it) => poolOf(it) === pool && it.calls.some(({ change }) => change))
        .map((it) => Date.parse(it.ended_at ?? it.started_at));
      return times.length === 0 ? null : Math.max(...times);
    },
    mayFinish: ({ name, created_at: created }) => {
      if (about(name).some(({ status }) => status === "running")) return false;
      const age = clock.now() - Date.parse(created ?? "");
      return unfinishedAbout(name).length > 0 || !(age < MAKING_MS);
    },
    unfinishedAbout,
  };
}

/** The change that a run of `autoscale run` noted before it made it. */
export const notedChange = ({ resuming, remembered }: JournalOperation) =>
  readNoted(SCALE_NOTES, { ...resuming, ...remembered }).change;

/** The pool that it changed. */
function poolOf(operation: JournalOperation): unknown {
  const { command, options, remembered } = operation;
  if (command === "worker add") return options["pool"];
  if (command === "worker remove") return remembered["pool"];
  return command === "autoscale run" ? notedChange(operation)?.pool : undefined;
}
