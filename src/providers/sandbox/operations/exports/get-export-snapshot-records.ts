import { listOf } from "../../list-of.ts";
import { exportSnapshotView } from "../../views/export-snapshot-record.ts";

export const getExportSnapshotRecords = listOf(
  "GetExportSnapshotRecords",
  "ExportSnapshotRecord",
  "exportSnapshotRecords",
  exportSnapshotView,
);
