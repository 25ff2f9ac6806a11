import { listOf } from "../list-of.ts";
import { instanceSnapshotView } from "../views/instance-snapshot.ts";

export const getInstanceSnapshots = listOf(
  "GetInstanceSnapshots",
  "InstanceSnapshot",
  "instanceSnapshots",
  instanceSnapshotView,
);
