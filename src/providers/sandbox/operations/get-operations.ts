import { paged } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { operationView } from "../views/operation.ts";

/** The one page size that is documented. */
const OPERATIONS_PER_PAGE = 200;

/** Oldest first. */
export const getOperations = reads(paged, (context, { pageToken }) => {
  const { items, nextPageToken } = page(
    context.state.operations,
    pageToken,
    ["GetOperations", context.region.name],
    OPERATIONS_PER_PAGE,
  );
  return { operations: items.map((record) => operationView(record, context)), nextPageToken };
});
