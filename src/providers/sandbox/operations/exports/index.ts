import { createCloudFormationStack } from "./create-cloud-formation-stack.ts";
import { exportSnapshot } from "./export-snapshot.ts";
import { getCloudFormationStackRecords } from "./get-cloud-formation-stack-records.ts";
import { getExportSnapshotRecords } from "./get-export-snapshot-records.ts";

export const snapshotExports = {
  CreateCloudFormationStack: createCloudFormationStack,
  ExportSnapshot: exportSnapshot,
  GetCloudFormationStackRecords: getCloudFormationStackRecords,
  GetExportSnapshotRecords: getExportSnapshotRecords,
};
