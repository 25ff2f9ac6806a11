import { pageToken } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";
import { boolean, structure } from "../shapes.ts";
import { healthStatus } from "../views/health-status.ts";
import { instanceView } from "../views/instance.ts";

export const getInstances = reads(
  structure({ pageToken, includeHealthStatus: boolean() }),
  (context, input) => {
    const { items, nextPageToken } = page(context.state.list("Instance"), input.pageToken, [
      "GetInstances",
      context.region.name,
    ]);
    return {
      instances: items.map((record) => ({
        ...instanceView(record, context),
        ...(input.includeHealthStatus === true && healthStatus(record, context.now)),
      })),
      nextPageToken,
    };
  },
);
