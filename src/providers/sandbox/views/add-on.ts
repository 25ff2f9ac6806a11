import type { InstanceRecord } from "../state/records.ts";

/** A disabled add-on stays listed: Terraform reads it back as such. */
export function addOnViews(instance: InstanceRecord): object[] {
  return Object.entries(instance.addOns).map(([name, addOn]) => ({
    name,
    status: addOn.enabled ? "Enabled" : "Disabled",
    snapshotTimeOfDay: addOn.snapshotTimeOfDay,
    nextSnapshotTimeOfDay: addOn.enabled ? addOn.snapshotTimeOfDay : undefined,
    threshold: addOn.threshold,
    duration: addOn.duration,
  }));
}
