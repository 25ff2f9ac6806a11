import type { FleetUnlockedRecord } from "../../core/records/fleet-unlocked.ts";
import { plain } from "../../core/text/safe-text.ts";

export function draw({ fleet, region, removed }: FleetUnlockedRecord): string[] {
  if (removed.length === 0) return [`There is no lock on ${plain(fleet)} in ${plain(region)}.`];
  return removed.map(
    ({ holder, until }) =>
      `The lock of ${plain(holder ?? "an unknown holder")}, until ${plain(until)}, is removed.`,
  );
}
