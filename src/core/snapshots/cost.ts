import type { Snapshot } from "../model.ts";

/**
 * US dollars for a GB of a snapshot in a month, in every region. Lightsail has no call for it: this
 * is the public price list (https://aws.amazon.com/lightsail/pricing/, 2026). Stored data is
 * billed, so a snapshot that shares blocks with an older one costs less.
 */
export const SNAPSHOT_USD_PER_GB_MONTH = 0.05;

/** The maximum monthly price; null if its size is unknown. */
export function snapshotMonthlyUsd({ size_gb }: Pick<Snapshot, "size_gb">): number | null {
  if (size_gb === null) return null;
  return Math.round(size_gb * SNAPSHOT_USD_PER_GB_MONTH * 100) / 100;
}
