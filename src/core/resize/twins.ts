import { nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Instance } from "../model.ts";
import { FROM_TAG, isMadeFrom, markOf } from "./marks.ts";

/** The other of the two instances of a resize. */
export interface Twin {
  instance: Instance;
  is: "successor" | "predecessor";
}

/**
 * The instance beside which this one must not be started, because both would do the same work: its
 * replacement, running or not, or its predecessor while that runs.
 */
export async function twinInTheWay(
  manager: BaseInfraManager,
  instance: Instance,
  call: CallOptions,
): Promise<Twin | null> {
  const mark = markOf(instance);
  const successor = mark && (await nullIfMissing(manager.getInstance(mark.target, call)));
  if (successor !== null && mayBeMadeFrom(successor, instance)) {
    return { instance: successor, is: "successor" };
  }
  const from = instance.tags[FROM_TAG];
  if (from === undefined) return null;
  const before = await nullIfMissing(manager.getInstance(from, call));
  const isInTheWay = before !== null && before.status !== "stopped" && isMadeFrom(instance, before);
  return isInTheWay ? { instance: before, is: "predecessor" } : null;
}

/** Its tags may have changed: only one that names another origin rules it out. */
export function mayBeMadeFrom(made: Instance, source: Instance): boolean {
  return made.tags[FROM_TAG] === undefined || isMadeFrom(made, source);
}
