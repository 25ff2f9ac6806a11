import { resourceName } from "../../common-shapes.ts";
import { distributionOf, distributionOutput } from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { structure } from "../../shapes.ts";
import { cacheResetView } from "../../views/distribution.ts";

/** There is nothing in the cache: only that it was asked for, and when, is kept. */
export const resetDistributionCache = writes(
  structure({ distributionName: resourceName }),
  (context, { distributionName }) => {
    const { now, durations } = context;
    const distribution = distributionOf(context, distributionName);
    const reset = { createdAt: now, doneAt: now + durations.cacheReset };
    distribution.cacheReset = reset;
    return {
      ...cacheResetView(reset, now),
      ...distributionOutput(context, "ResetDistributionCache", distribution, {
        doneAt: reset.doneAt,
      }),
    };
  },
);
