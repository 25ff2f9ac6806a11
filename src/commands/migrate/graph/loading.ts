import type { LoadState } from "../../../core/contracts/graph-database.ts";
import { QuantsError } from "../../../core/errors.ts";
import { findLoad, isCompleted, isUnderWay } from "../../../core/migration/graph/load.ts";
import { type GraphTarget, sourceOf } from "../../../core/migration/graph/target.ts";

/** What is known of the target before anything is changed. */
export interface Opened {
  target: GraphTarget;
  source: string;
  /** The last load of this source. */
  load: LoadState | null;
}

export function needsLoad({ load }: Opened): boolean {
  return load === null || !(isCompleted(load) || isUnderWay(load));
}

/** Only reads. Throws when the target holds a graph, unless it is to be added to, or is this one. */
export async function lookAtTarget(
  target: GraphTarget,
  fingerprint: string,
  { noted, isAdded }: { noted: string | undefined; isAdded: boolean },
): Promise<Opened> {
  const source = sourceOf(target, fingerprint);
  const load = await findLoad(target, source, noted);
  const { database, signal, endpoint } = target;
  if (load !== null || isAdded) return { target, source, load };
  const [row] = await database.query("MATCH (e) RETURN count(e) AS n", {}, { signal });
  const before = Number(row?.["n"] ?? Number.NaN);
  if (before === 0) return { target, source, load };
  throw new QuantsError(
    "invalid_state",
    `The graph at ${endpoint} holds ${before} nodes already.`,
    {
      hint: "Empty it, or add to it with --on-existing add.",
      resource: endpoint,
    },
  );
}
