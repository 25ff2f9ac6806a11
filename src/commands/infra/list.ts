import { combineErrors, toQuantsError } from "../../core/errors.ts";
import { instanceResource } from "../../core/fields/instances.ts";
import { isSelected } from "../../core/selector.ts";
import { type Command, collection } from "../command.ts";
import { listInstances } from "../instances.ts";
import { type ListOptions, checkListOptions } from "../list-options.ts";
import { priced } from "../prices.ts";
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
