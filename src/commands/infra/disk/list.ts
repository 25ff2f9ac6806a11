import type { spec } from "./list.spec.ts";
import type { Command } from "../../definition/command.ts";
import { diskMonthlyUsd } from "../../../core/disks/price.ts";
import { type ListedDisk, diskResource } from "../../../core/fields/disks.ts";
import { collection } from "../../../core/result.ts";
import { askRegions, errorOfSome } from "../../shared/each-region.ts";
import { checkListOptions } from "../../shared/list-options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(diskResource, options, context.settings.output);
  const { regions, found, errors } = await askRegions(context, (manager, call) =>
    manager.disks.list(call),
  );
  const error = errorOfSome(errors, regions);
  const all = found.map((it): ListedDisk => ({ ...it, monthly_cost_usd: diskMonthlyUsd(it) }));
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return collection({
    resource: diskResource,
    items: options.unattached === true ? all.filter((it) => it.attached_to === null) : all,
    emptyNote: errors.length > 0 ? undefined : `No disks in ${where}.`,
    error,
  });
};
