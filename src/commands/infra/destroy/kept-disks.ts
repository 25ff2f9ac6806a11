import type { Context } from "../../../core/context.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import type { KeptDisk } from "../../../core/instances/plan-retirement.ts";
import type { Disk } from "../../../core/model.ts";
import { orWarn } from "../../shared/optional.ts";
import type { Target } from "../../shared/targets.ts";

/**
 * The disks that each instance leaves. Most have none, which the list of instances tells: only of
 * others the region's disks are asked for, once. What can't be had must keep nobody from deciding.
 */
export function keptDisksOf(
  context: Context,
  signal: AbortSignal,
): (target: Target) => Promise<readonly KeptDisk[]> {
  const regions = new Map<string, Promise<Disk[] | null>>();
  return async ({ manager, name, region, extras }) => {
    const known =
      extras ??
      (await orWarn(
        nullIfMissing(manager.getInstanceExtras(name, { signal })),
        "no attached disks",
        context,
      ));
    if (known === null || known.disks.length === 0) return [];
    const asked =
      regions.get(region) ?? orWarn(manager.disks.list({ signal }), "no sizes of disks", context);
    regions.set(region, asked);
    const all = await asked;
    return known.disks.map((disk) => ({
      name: disk,
      size_gb: all?.find((it) => it.name === disk)?.size_gb ?? null,
    }));
  };
}
