import type { Context } from "../../core/context.ts";
import { type QuantsError, toQuantsError } from "../../core/errors.ts";
import type { Bundle, Instance } from "../../core/model.ts";
import { throwIfAborted } from "../../core/time/wait.ts";

/** Adds the monthly price. One that could not be asked for is only told. */
export async function priced(
  instances: readonly Instance[],
  home: string,
  homeBundles: Bundle[] | QuantsError,
  context: Context,
): Promise<Instance[]> {
  const found = await askPrices(instances, home, homeBundles, context);
  if (found.failure !== null) {
    context.narrator.warn(`prices are missing: ${found.failure.message}`);
  }
  return found.instances;
}

/**
 * Adds the monthly price. A bundle id means one plan wherever it is offered (regions with
 * other terms have ids of their own), so only ids that the home region does not know are
 * looked up in theirs. `failure` is why a price is missing that could not be asked for.
 */
export async function askPrices(
  instances: readonly Instance[],
  home: string,
  homeBundles: Bundle[] | QuantsError,
  context: Context,
): Promise<{ instances: Instance[]; failure: QuantsError | null }> {
  const prices = new Map<string, number>();
  const learn = (bundles: readonly Bundle[]): void => {
    for (const bundle of bundles) prices.set(bundle.bundle_id, bundle.monthly_price_usd);
  };
  const failures: QuantsError[] = [];
  if (Array.isArray(homeBundles)) learn(homeBundles);
  else failures.push(homeBundles);

  const others = new Set(
    instances
      .filter((it) => it.region !== home && !prices.has(it.bundle_id))
      .map((it) => it.region),
  );
  await Promise.all(
    [...others].map(async (region) => {
      try {
        const manager = await context.manager(region);
        learn(await manager.listBundles({ signal: context.signal, includeInactive: true }));
      } catch (error) {
        failures.push(toQuantsError(error));
      }
    }),
  );
  // Prices that the user did not wait for are not prices that can't be had.
  if (failures.length > 0) throwIfAborted(context.signal);
  const found = instances.map((it) => ({
    ...it,
    monthly_price_usd: prices.get(it.bundle_id) ?? null,
  }));
  const isMissing = found.some((it) => it.monthly_price_usd === null);
  return { instances: found, failure: (isMissing && failures[0]) || null };
}
