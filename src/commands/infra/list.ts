import type { Context } from "../../core/context.ts";
import { type QuantsError, combineErrors, toQuantsError } from "../../core/errors.ts";
import { instanceResource } from "../../core/fields.ts";
import type { Bundle, Instance } from "../../core/model.ts";
import { isSelected } from "../../core/selector.ts";
import { type Command, collection } from "../command.ts";
import { listInstances } from "../instances.ts";
import { type ListOptions, checkListOptions } from "../list-options.ts";
import { selectRegions } from "../regions.ts";
import { type TargetOptions, selectionOf } from "../targets.ts";

export interface InfraListOptions extends ListOptions, TargetOptions {}

export const command: Command<InfraListOptions> = async (options, context) => {
  checkListOptions(instanceResource, options, context.settings.output);
  const selection = selectionOf(options);
  const call = { signal: context.signal };
  const home = await context.manager(await context.homeRegion());
  // Asked for at once with the instances; a failure shows as missing prices, with a warning.
  const homeBundles = home.listBundles({ ...call, includeInactive: true }).catch(toQuantsError);

  const regions = await selectRegions(context);
  const { found, errors } = await listInstances(regions, context);
  const error = combineErrors(errors, regions.length, "regions");
  // An empty list must mean that there is nothing, not that nothing could be asked.
  if (error !== null && errors.length === regions.length) throw error;
  const items = found.filter((it) => isSelected(it, selection));
  return collection({
    resource: instanceResource,
    items: await priced(items, home.region, await homeBundles, context),
    emptyNote:
      errors.length > 0
        ? undefined
        : `No ${found.length === 0 ? "" : "such "}instances in ${regions.length === 1 ? regions[0] : `${regions.length} regions`}.`,
    error,
  });
};

/**
 * Adds the monthly price. A bundle id means one plan wherever it is offered (regions with
 * other terms have ids of their own), so only ids that the home region does not know are
 * looked up in theirs.
 */
async function priced(
  instances: readonly Instance[],
  home: string,
  homeBundles: Bundle[] | QuantsError,
  context: Context,
): Promise<Instance[]> {
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
  const [failure] = failures;
  if (failure !== undefined && instances.length > 0) {
    context.narrator.warn(`prices are missing: ${failure.message}`);
  }
  return instances.map((it) => ({ ...it, monthly_price_usd: prices.get(it.bundle_id) ?? null }));
}
