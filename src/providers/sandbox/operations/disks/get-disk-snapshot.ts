import { named } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { diskSnapshotView } from "../../views/disk-snapshot.ts";

export const getDiskSnapshot = reads(
  named("diskSnapshotName"),
  (context, { diskSnapshotName }) => ({
    diskSnapshot: diskSnapshotView(context.state.get("DiskSnapshot", diskSnapshotName), context),
  }),
);
