import { named } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { instanceSnapshotView } from "../views/instance-snapshot.ts";

export const getInstanceSnapshot = reads(
  named("instanceSnapshotName"),
  (context, { instanceSnapshotName }) => ({
    instanceSnapshot: instanceSnapshotView(
      context.state.get("InstanceSnapshot", instanceSnapshotName),
      context,
    ),
  }),
);
