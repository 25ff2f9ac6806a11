import { paged } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { instanceSnapshotView } from "../views/instance-snapshot.ts";

export const getInstanceSnapshots = reads(paged, (context, { pageToken }) => {
  const { items, nextPageToken } = page(context.state.list("InstanceSnapshot"), pageToken, [
    "GetInstanceSnapshots",
    context.region.name,
  ]);
  return {
    instanceSnapshots: items.map((record) => instanceSnapshotView(record, context)),
    nextPageToken,
  };
});
