import { pageToken, resourceName } from "../../common-shapes.ts";
import { assertDistributionRegion } from "../../distributions.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { structure } from "../../shapes.ts";
import { distributionView } from "../../views/distribution.ts";

export const getDistributions = reads(
  structure({ distributionName: resourceName, pageToken }),
  (context, { distributionName: name, pageToken: token }) => {
    assertDistributionRegion(context);
    const { state, region } = context;
    const all = name === undefined ? state.list("Distribution") : [state.get("Distribution", name)];
    const list = ["GetDistributions", region.name, name ?? ""] as const;
    const { items, nextPageToken } = page(all, token, list);
    return {
      distributions: items.map((it) => distributionView(it, context, name !== undefined)),
      nextPageToken,
    };
  },
);
