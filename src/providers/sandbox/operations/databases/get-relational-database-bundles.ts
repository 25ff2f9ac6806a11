import { DATABASE_BUNDLES } from "../../catalogue/database-bundles.ts";
import { pageToken as token } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { boolean, structure } from "../../shapes.ts";

export const getRelationalDatabaseBundles = reads(
  structure({ pageToken: token, includeInactive: boolean() }),
  ({ region }, { pageToken, includeInactive = false }) => {
    const listed = DATABASE_BUNDLES.map((it, index) => ({ ...it, sequence: index + 1 }));
    const { items, nextPageToken } = page(
      listed.filter(({ isActive }) => isActive || includeInactive),
      pageToken,
      ["GetRelationalDatabaseBundles", region.name, String(includeInactive)],
    );
    return { bundles: items.map(({ sequence: _, ...bundle }) => bundle), nextPageToken };
  },
);
