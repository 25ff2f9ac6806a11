import type { Context } from "../../core/context.ts";
import type { Holdings } from "../../core/cost/cost.ts";
import { type QuantsError, toQuantsError } from "../../core/errors.ts";
import { placeKey } from "../../core/instances/identity.ts";
import { isSelected } from "../../core/instances/selector.ts";
import { askRegions, errorOfSome } from "../shared/each-region.ts";
import { askPrices } from "../shared/prices.ts";
import { type TargetOptions, selectionOf } from "../shared/targets.ts";

export interface Found extends Holdings {
  /** Regions that were asked. */
  regions: readonly string[];
  /** Those of them that did answer. */
  answered: readonly string[];
  /** Of those that did not; what they hold is missing. */
  error: QuantsError | null;
  /** Why instances have no price that should have one. */
  unpriced: QuantsError | null;
}

/**
 * All that is billed in the regions asked for. With a selection: the instances that it meets, their
 * disks, and the snapshots of both.
 */
export async function readHoldings(options: TargetOptions, context: Context): Promise<Found> {
  const selection = selectionOf(options);
  const { signal } = context;
  const home = await context.manager(await context.homeRegion());
  const homeBundles = home.listBundles({ signal, includeInactive: true }).catch(toQuantsError);
  const { regions, found, errors } = await askRegions(context, async (manager, call) => {
    const [instances, staticIps, snapshots, disks, diskSnapshots] = await Promise.all([
      manager.listInstances(call),
      manager.listStaticIps(call),
      manager.listSnapshots(call),
      manager.disks.list(call),
      manager.disks.listSnapshots(call),
    ]);
    return [{ region: manager.region, instances, staticIps, snapshots, disks, diskSnapshots }];
  });
  const error = errorOfSome(errors, regions);

  const all = found.flatMap((it) => it.instances);
  const selected = all.filter((it) => isSelected(it, selection));
  const isAll = options.name === undefined && options.selector === undefined;
  if (!isAll && selected.length === 0) {
    context.narrator.warn(
      `no instance matches in ${regions.length === 1 ? regions[0] : `${regions.length} regions`}, so there is nothing to sum up`,
    );
  }
  const { instances, failure: unpriced } = await askPrices(
    selected,
    home.region,
    await homeBundles,
    context,
  );
  const kept = new Set(instances.map(placeKey));
  const isOf = (places: ReadonlySet<string>, region: string, name: string | null): boolean =>
    isAll || (name !== null && places.has(placeKey({ region, name })));
  const disks = found
    .flatMap((it) => it.disks)
    .filter((it) => isOf(kept, it.region, it.attached_to));
  const keptDisks = new Set(disks.map(placeKey));
  return {
    regions,
    answered: found.map(({ region }) => region),
    error,
    unpriced,
    instances,
    staticIps: isAll ? found.flatMap((it) => it.staticIps) : [],
    snapshots: found
      .flatMap((it) => it.snapshots)
      .filter((it) => isOf(kept, it.region, it.instance)),
    disks,
    diskSnapshots: found
      .flatMap((it) => it.diskSnapshots)
      .filter((it) => isOf(keptDisks, it.region, it.disk)),
  };
}

/** A bill that leaves regions out is easily taken for the whole one. */
export function reportScope({ regions }: Found, { narrator }: Context): void {
  if (regions.length === 1) {
    narrator.step(`only of ${regions[0]}; for the whole account: --region all`);
  }
}

/** Warns of what has no price, as it is missing in every sum. */
export function reportUnpriced(
  lines: readonly { name: string; monthly_usd: number | null }[],
  { narrator }: Context,
): void {
  const unpriced = lines.filter((it) => it.monthly_usd === null).map(({ name }) => name);
  if (unpriced.length === 0) return;
  const shown = unpriced.slice(0, 5).join(", ");
  const more = unpriced.length > 5 ? ` and ${unpriced.length - 5} more` : "";
  narrator.warn(`the price is not known, and not in the total: ${shown}${more}`);
}
