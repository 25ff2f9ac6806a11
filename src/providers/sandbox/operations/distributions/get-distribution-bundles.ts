import { DISTRIBUTION_BUNDLES } from "../../catalogue/distribution-bundles.ts";
import { assertDistributionRegion } from "../../distributions.ts";
import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";

export const getDistributionBundles = reads(structure({}), (context) => {
  assertDistributionRegion(context);
  return { bundles: DISTRIBUTION_BUNDLES };
});
