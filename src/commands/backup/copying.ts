import { COPY_TAG, copyGoal } from "../../core/backups/copies.ts";
import type { Context } from "../../core/context.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Instance, Snapshot } from "../../core/model.ts";
import { once } from "../../core/plan/once.ts";

/** The region that copies go to, and what is there. */
export interface Copying {
  keep: number;
  region: string;
  manager: () => Promise<BaseInfraManager>;
  /** Every snapshot of it, listed once for all instances. */
  there: () => Promise<readonly Snapshot[]>;
}

/** Where the copies of each instance go, by its tag. */
export function copyingFor(context: Context): (instance: Instance) => Copying | null {
  const regions = new Map<string, Omit<Copying, "keep">>();
  return (instance) => {
    const goal = copyGoal(instance);
    if (goal === null) return null;
    const { name } = instance;
    if ("unknown" in goal) {
      context.narrator.warn(
        `the backups of ${name} are not copied: its tag ${COPY_TAG} is ${JSON.stringify(goal.unknown)}, not REGION or REGION:NUMBER`,
      );
      return null;
    }
    const { region, keep } = goal;
    if (region === instance.region) {
      context.narrator.warn(
        `the backups of ${name} are not copied: its tag ${COPY_TAG} names ${region}, where it is itself`,
      );
      return null;
    }
    const known = regions.get(region) ?? copyingTo(region, context);
    regions.set(region, known);
    return { ...known, keep };
  };
}

function copyingTo(region: string, context: Context): Omit<Copying, "keep"> {
  const manager = once(() => context.manager(region));
  const there = once(async () => (await manager()).listSnapshots({ signal: context.signal }));
  return { region, manager, there };
}
