import { canChangeBundle } from "../../bundle-changes.ts";
import { resourceName } from "../../common-shapes.ts";
import { assertBundleHas } from "../../distribution-firewall.ts";
import {
  assertDistributionBundle,
  distributionOf,
  distributionOutput,
  rollOut,
} from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { stateConflict } from "../../protocol/service-error.ts";
import { string, structure } from "../../shapes.ts";

export const updateDistributionBundle = writes(
  structure({ distributionName: resourceName, bundleId: string() }),
  (context, { distributionName, bundleId }) => {
    const distribution = distributionOf(context, distributionName);
    const wanted = assertDistributionBundle(bundleId);
    if (!canChangeBundle(distribution, context.now)) {
      throw stateConflict(
        `The bundle of a distribution can be changed once a month: ${distribution.name}`,
      );
    }
    assertBundleHas(wanted, distribution.firewall);
    distribution.bundleId = wanted;
    distribution.bundleSince = context.now;
    distribution.transition = rollOut(context);
    return distributionOutput(context, "UpdateDistributionBundle", distribution, {
      details: wanted,
    });
  },
);
