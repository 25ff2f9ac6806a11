import { listOf } from "../../list-of.ts";
import { diskSnapshotView } from "../../views/disk-snapshot.ts";

export const getDiskSnapshots = listOf(
  "GetDiskSnapshots",
  "DiskSnapshot",
  "diskSnapshots",
  diskSnapshotView,
);
