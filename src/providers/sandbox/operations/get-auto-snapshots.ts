import { autoSnapshotTimes, snapshotDate } from "../auto-snapshots.ts";
import { named } from "../common-shapes.ts";
import { seconds } from "../identity.ts";
import { reads } from "../operation.ts";
import { withAddOns } from "../with-add-ons.ts";

export const getAutoSnapshots = reads(named("resourceName"), (context, input) => {
  const { now } = context;
  const record = withAddOns(context, input.resourceName);
  return {
    resourceName: record.name,
    resourceType: record.resourceType,
    autoSnapshots: autoSnapshotTimes(record, now).map((time) => ({
      date: snapshotDate(time),
      createdAt: seconds(time),
      status: "Success",
      fromAttachedDisks: [],
    })),
  };
});
