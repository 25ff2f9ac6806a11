import type { LoadState } from "../../contracts/graph-database.ts";
import { QuantsError, nullIfMissing } from "../../errors.ts";
import { poll } from "../../time/wait.ts";
import type { GraphTarget } from "./target.ts";

const UNDER_WAY: ReadonlySet<string> = new Set([
  "LOAD_NOT_STARTED",
  "LOAD_IN_QUEUE",
  "LOAD_IN_PROGRESS",
]);
const COMPLETED = "LOAD_COMPLETED";

export function isUnderWay({ status }: LoadState): boolean {
  return UNDER_WAY.has(status);
}

export function isCompleted({ status }: LoadState): boolean {
  return status === COMPLETED;
}

/**
 * The last load of this source that the database knows of; null without one. Asked of the database
 * itself, as a run that was killed may not have learnt that its load began. `noted` is tried first.
 */
export async function findLoad(
  { database, signal }: GraphTarget,
  source: string,
  noted: string | undefined,
): Promise<LoadState | null> {
  const known = noted === undefined ? [] : [noted];
  for (const id of [...known, ...(await database.loads({ signal }))]) {
    const load = await nullIfMissing(database.load(id, { signal }));
    if (load !== null && isSame(load.source, source)) return load;
  }
  return null;
}

function isSame(a: string, b: string): boolean {
  return a.replace(/\/+$/, "") === b.replace(/\/+$/, "");
}

/** Waits until a load is over. Throws unless it loaded everything. */
export async function awaitLoad(target: GraphTarget, id: string): Promise<LoadState> {
  const { database, clock, signal, intervalMs, timeoutMs, say, endpoint } = target;
  const load = await poll({
    ...{ clock, signal, intervalMs, timeoutMs },
    look: async () => {
      const state = await database.load(id, { signal });
      if (!isUnderWay(state)) return { done: true, value: state } as const;
      return { done: false, seen: `${state.status}, ${state.records} records` } as const;
    },
    onChange: (seen) => say(`load ${id}: ${seen}`),
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `The load ${id} is not over: ${seen}.`, {
        hint: "It goes on in the cluster. Run the command again to wait for its end and compare.",
        resource: endpoint,
      }),
  });
  if (isCompleted(load)) return load;
  const why = load.errors.length === 0 ? "" : ` ${load.errors.join("; ")}.`;
  throw new QuantsError("operation_failed", `The load ${id} ended with ${load.status}.${why}`, {
    hint: "Remove the cause: usually the role, its right to read the bucket, or the way from the cluster to S3. Then run the command again; the loader goes on where it was.",
    resource: endpoint,
  });
}
