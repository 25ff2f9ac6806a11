import { resourceName } from "../../common-shapes.ts";
import { distributionOf, distributionOutput } from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { structure } from "../../shapes.ts";

/** Enabled or not, and gone at once. */
export const deleteDistribution = writes(
  structure({ distributionName: resourceName }),
  (context, { distributionName }) => {
    const distribution = distributionOf(context, distributionName);
    context.state.remove(distribution);
    const doneAt = context.now;
    return distributionOutput(context, "DeleteDistribution", distribution, { doneAt });
  },
);
