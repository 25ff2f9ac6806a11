import pLimit from "p-limit";
import { type QuantsError, toQuantsError } from "../../core/errors.ts";
import type { Target } from "./targets.ts";

/** What is to be done to a target, or why nothing is. */
export type Planned<P> = { target: Target; plan: P } | { target: Target; error: QuantsError };

/** Targets that are planned for at once. */
const CONCURRENCY = 8;

/** Plans for each target before any is changed: what is refused of one keeps no other. */
export function planTargets<P>(
  targets: readonly Target[],
  plan: (target: Target) => Promise<P>,
): Promise<Planned<P>[]> {
  const limit = pLimit(CONCURRENCY);
  const planOne = async (target: Target): Promise<Planned<P>> => {
    try {
      return { target, plan: await plan(target) };
    } catch (error) {
      return { target, error: toQuantsError(error) };
    }
  };
  return Promise.all(targets.map((target) => limit(() => planOne(target))));
}

/** The plan for one of these targets. Throws why there is none. */
export function planFor<P>(target: Target, all: readonly Planned<P>[]): P {
  const found = all.find((it) => it.target === target);
  if (found !== undefined && "plan" in found) return found.plan;
  throw found?.error ?? new TypeError(`Nothing is planned for ${target.name}.`);
}
