import { paged } from "../common-shapes.ts";
import { isGone } from "../container-services.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";

/** The whole namespace of the region, whatever bears the name. */
export const getActiveNames = reads(paged, ({ state, region, now }, { pageToken }) => {
  const list = ["GetActiveNames", region.name] as const;
  // Contact methods are known by their protocol, not by a name that is anybody's.
  const named = [...state.all()].filter(
    (it) =>
      it.resourceType !== "ContactMethod" &&
      !(it.resourceType === "ContainerService" && isGone(it, now)),
  );
  const { items, nextPageToken } = page(named, pageToken, list);
  return { activeNames: items.map((record) => record.name), nextPageToken };
});
