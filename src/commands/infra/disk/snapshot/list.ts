import type { spec } from "./list.spec.ts";
import type { Command } from "../../../definition/command.ts";
import {
  type ListedDiskSnapshot,
  diskSnapshotResource,
} from "../../../../core/fields/disk-snapshots.ts";
import type { DiskSnapshot } from "../../../../core/model.ts";
import { collection } from "../../../../core/result.ts";
import { snapshotMonthlyUsd } from "../../../../core/snapshots/cost.ts";
import { askEachRegion, errorOfSome } from "../../../shared/each-region.ts";
import { checkListOptions } from "../../../shared/list-options.ts";
import { selectRegions } from "../../../shared/regions.ts";

const DAY_MS = 86_400_000;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(diskSnapshotResource, options, context.settings.output);
  const regions = await selectRegions(context);
  const { found, errors } = await askEachRegion(regions, context, (manager) =>
    manager.disks.listSnapshots({ signal: context.signal }),
  );
  const error = errorOfSome(errors, regions);
  const wanted = options.disk;
  const now = context.clock.now();
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return collection({
    resource: diskSnapshotResource,
    items: found
      .filter(({ disk }) => wanted === undefined || (disk !== null && wanted.includes(disk)))
      .map((it) => listed(it, now)),
    emptyNote: errors.length > 0 ? undefined : `No disk snapshots in ${where}.`,
    error,
  });
};

function listed(snapshot: DiskSnapshot, now: number): ListedDiskSnapshot {
  const { created_at } = snapshot;
  return {
    ...snapshot,
    age_days: created_at === null ? null : Math.floor((now - Date.parse(created_at)) / DAY_MS),
    monthly_cost_usd: snapshotMonthlyUsd(snapshot),
  };
}
