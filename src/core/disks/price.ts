import type { Disk } from "../model.ts";

/**
 * US dollars for a GB of a block storage disk in a month, attached or not, in every region, by the
 * public price list (https://aws.amazon.com/lightsail/pricing/, 2026). No API returns it.
 */
const DISK_USD_PER_GB_MONTH = 0.1;

/** US dollars a month. */
export function diskMonthlyUsd({ size_gb }: Pick<Disk, "size_gb">): number {
  return Math.round(size_gb * DISK_USD_PER_GB_MONTH * 100) / 100;
}
