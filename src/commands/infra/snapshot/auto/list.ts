import { autoSnapshotResource } from "../../../../core/fields/auto-snapshots.ts";
import { collection } from "../../../../core/result.ts";
import type { Command } from "../../../definition/command.ts";
import { listInstanceExtras } from "../../../shared/instances.ts";
import { checkListOptions } from "../../../shared/list-options.ts";
import type { spec } from "./list.spec.ts";
import { errorOfSome } from "../../../shared/each-region.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(autoSnapshotResource, options, context.settings.output);
  const { regions, found, errors } = await listInstanceExtras(context);
  const error = errorOfSome(errors, regions);
  const all = found.map(({ name, region, auto_snapshot_time, tags }) => ({
    ...{ name, region, auto_snapshot_time, tags },
  }));
  const [only] = regions;
  const where = regions.length === 1 ? only : `${regions.length} regions`;
  const such = options.without === true && all.length > 0 ? "without a daily snapshot " : "";
  return collection({
    resource: autoSnapshotResource,
    items: options.without === true ? all.filter((it) => it.auto_snapshot_time === null) : all,
    emptyNote: errors.length > 0 ? undefined : `No instances ${such}in ${where}.`,
    error,
  });
};
