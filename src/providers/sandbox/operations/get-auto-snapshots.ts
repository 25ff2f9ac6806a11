import { autoSnapshotTimes, snapshotDate } from "../add-ons.ts";
import { named } from "../common-shapes.ts";
import { seconds } from "../identity.ts";
import { reads } from "../operation.ts";

export const getAutoSnapshots = reads(named("resourceName"), ({ state, now }, input) => {
  const instance = state.get("Instance", input.resourceName);
  return {
    resourceName: instance.name,
    resourceType: "Instance",
    autoSnapshots: autoSnapshotTimes(instance, now).map((time) => ({
      date: snapshotDate(time),
      createdAt: seconds(time),
      status: "Success",
      fromAttachedDisks: [],
    })),
  };
});
