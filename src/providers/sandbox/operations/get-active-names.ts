import { paged } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";

/** The whole namespace of the region, whatever bears the name. */
export const getActiveNames = reads(paged, ({ state, region }, { pageToken }) => {
  const { items, nextPageToken } = page([...state.all()], pageToken, [
    "GetActiveNames",
    region.name,
  ]);
  return { activeNames: items.map((record) => record.name), nextPageToken };
});
