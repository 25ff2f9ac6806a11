import { pageToken, resourceName } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { notFound } from "../protocol/service-error.ts";
import { required, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

/** Oldest first; a deleted resource's operations are still to be had. */
export const getOperationsForResource = reads(
  structure({ resourceName: required(resourceName), pageToken }),
  (context, input) => {
    const { state } = context;
    const all = state.operations.filter((record) => record.resourceName === input.resourceName);
    if (all.length === 0 && !state.has(input.resourceName)) {
      throw notFound("Resource", input.resourceName);
    }
    const { items, nextPageToken } = page(all, input.pageToken, [
      "GetOperationsForResource",
      context.region.name,
      input.resourceName,
    ]);
    return { operations: items.map((record) => operationView(record, context)), nextPageToken };
  },
);
