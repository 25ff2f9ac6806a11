import type { Context } from "../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import { type Target, type TargetOptions, isOneNamed, selectTargets } from "../targets.ts";
import { halfDestroyed } from "./left-behind.ts";

/**
 * What is to be destroyed. A pattern or a selector does not meet what is gone: what an
 * interrupted run with the same one left of those is added.
 */
export async function destroyTargets(options: TargetOptions, context: Context): Promise<Target[]> {
  const half = isOneNamed(options) ? [] : await halfDestroyed(options, context);
  if (half.length === 0) return selectTargets(options, context);
  const [met, gone] = await Promise.all([orNone(options, context), goneOf(half, context)]);
  const isMet = ({ name, region }: Target): boolean =>
    met.some((it) => it.name === name && it.region === region);
  const targets = [...met, ...gone.filter((it) => !isMet(it))];
  // Says why there is none.
  return targets.length === 0 ? selectTargets(options, context) : targets;
}

async function orNone(options: TargetOptions, context: Context): Promise<Target[]> {
  try {
    return await selectTargets(options, context);
  } catch (error) {
    if (error instanceof QuantsError && error.code === "not_found") return [];
    throw error;
  }
}

/** One that is there is only destroyed when it is met now. */
async function goneOf(
  half: readonly { name: string; region: string }[],
  context: Context,
): Promise<Target[]> {
  const looked = await Promise.all(
    half.map(async ({ name, region }): Promise<Target | null> => {
      const manager = await context.manager(region);
      const there = await nullIfMissing(manager.getInstance(name, { signal: context.signal }));
      if (there === null) return { name, region, manager, isNamed: true, instance: null };
      context.narrator.warn(
        `${name} is there (again); a static IP of the one before may be left: quants-ctl infra ip list --unattached --region ${region}`,
      );
      return null;
    }),
  );
  return looked.filter((it) => it !== null);
}
