import { attachCertificateToDistribution } from "./attach-certificate-to-distribution.ts";
import { createDistribution } from "./create-distribution.ts";
import { deleteDistribution } from "./delete-distribution.ts";
import { detachCertificateFromDistribution } from "./detach-certificate-from-distribution.ts";
import { getDistributionBundles } from "./get-distribution-bundles.ts";
import { getDistributionLatestCacheReset } from "./get-distribution-latest-cache-reset.ts";
import { getDistributionMetricData } from "./get-distribution-metric-data.ts";
import { getDistributions } from "./get-distributions.ts";
import { resetDistributionCache } from "./reset-distribution-cache.ts";
import { updateDistributionBundle } from "./update-distribution-bundle.ts";
import { updateDistribution } from "./update-distribution.ts";

export const distributions = {
  AttachCertificateToDistribution: attachCertificateToDistribution,
  CreateDistribution: createDistribution,
  DeleteDistribution: deleteDistribution,
  DetachCertificateFromDistribution: detachCertificateFromDistribution,
  GetDistributionBundles: getDistributionBundles,
  GetDistributionLatestCacheReset: getDistributionLatestCacheReset,
  GetDistributionMetricData: getDistributionMetricData,
  GetDistributions: getDistributions,
  ResetDistributionCache: resetDistributionCache,
  UpdateDistribution: updateDistribution,
  UpdateDistributionBundle: updateDistributionBundle,
};
