import type { AddOns } from "../state/common-record.ts";

/** A disabled add-on stays listed: Terraform reads it back as such. */
export function addOnViews(addOns: AddOns): object[] {
  return Object.entries(addOns).map(([name, addOn]) => ({
    name,
    status: addOn.enabled ? "Enabled" : "Disabled",
    snapshotTimeOfDay: addOn.snapshotTimeOfDay,
    nextSnapshotTimeOfDay: addOn.enabled ? addOn.snapshotTimeOfDay : undefined,
    threshold: addOn.threshold,
    duration: addOn.duration,
  }));
}
