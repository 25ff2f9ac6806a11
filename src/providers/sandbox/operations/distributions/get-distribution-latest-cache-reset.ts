import { resourceName } from "../../common-shapes.ts";
import { assertDistributionRegion } from "../../distributions.ts";
import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";
import { cacheResetView } from "../../views/distribution.ts";

/** Without a name the latest of all; nothing at all where there was none yet. */
export const getDistributionLatestCacheReset = reads(
  structure({ distributionName: resourceName }),
  (context, { distributionName: name }) => {
    assertDistributionRegion(context);
    const { state, now } = context;
    const all = name === undefined ? state.list("Distribution") : [state.get("Distribution", name)];
    const latest = all
      .flatMap(({ cacheReset }) => (cacheReset === undefined ? [] : [cacheReset]))
      .toSorted((a, b) => a.createdAt - b.createdAt)
      .at(-1);
    return latest === undefined ? {} : cacheResetView(latest, now);
  },
);
