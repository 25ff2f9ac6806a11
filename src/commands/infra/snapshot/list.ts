import type { spec } from "./list.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { globMatches } from "../../../core/inventory/glob.ts";
import type { Snapshot } from "../../../core/model.ts";
import { snapshotMonthlyUsd } from "../../../core/snapshots/cost.ts";
import { type ListedSnapshot, snapshotResource } from "../../../core/fields/snapshots.ts";
import { collection } from "../../../core/result.ts";
import { askRegions, errorOfSome } from "../../shared/each-region.ts";
import { checkListOptions } from "../../shared/list-options.ts";

export type SnapshotListOptions = OptionsFor<typeof spec>;

const DAY_MS = 86_400_000;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(snapshotResource, options, context.settings.output);
  const { regions, found, errors } = await askRegions(context, (manager, call) =>
    manager.listSnapshots(call),
  );
  const error = errorOfSome(errors, regions);
  const wanted = options.instance;
  const now = context.clock.now();
  return collection({
    resource: snapshotResource,
    items: found
      .filter((it) => wanted === undefined || wanted.some((glob) => globMatches(glob, it.instance)))
      .map((it) => listed(it, now)),
    emptyNote:
      errors.length > 0
        ? undefined
        : `No snapshots in ${regions.length === 1 ? regions[0] : `${regions.length} regions`}.`,
    error,
  });
};

function listed(snapshot: Snapshot, now: number): ListedSnapshot {
  const { created_at } = snapshot;
  return {
    ...snapshot,
    age_days: created_at === null ? null : Math.floor((now - Date.parse(created_at)) / DAY_MS),
    monthly_cost_usd: snapshotMonthlyUsd(snapshot),
  };
}
