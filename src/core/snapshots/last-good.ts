import { mayBeSame } from "../instances/identity.ts";
import type { Snapshot } from "../model.ts";

/** Whether one can restore from it: it is complete, neither pending nor failed. */
export function isGood(snapshot: Pick<Snapshot, "status">): boolean {
  return snapshot.status === "available";
}

/**
 * The newest good snapshot of an instance; `arn` excludes those of an earlier instance of the same
 * name.
 */
export function lastGoodOf(
  snapshots: readonly Snapshot[],
  instance: string,
  arn?: string | null,
): Snapshot | null {
  const [newest] = snapshots
    .filter((it) => it.instance === instance && isGood(it) && mayBeSame(it.from_instance_arn, arn))
    .toSorted(newestFirst);
  return newest ?? null;
}

export function newestFirst(
  a: Pick<Snapshot, "created_at" | "name">,
  b: Pick<Snapshot, "created_at" | "name">,
): number {
  const [x, y] = [a.created_at ?? "", b.created_at ?? ""];
  if (x !== y) return x > y ? -1 : 1;
  return a.name > b.name ? -1 : Number(a.name < b.name);
}
