import { bundlesOf } from "../catalogue/bundles.ts";
import { catalogueQuery, filterOf } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { page } from "../paging.ts";

export const getBundles = reads(catalogueQuery, ({ region }, input) => {
  // No plan here is for Lightsail for Research.
  const all = input.appCategory === undefined ? [...bundlesOf(region.name).values()] : [];
  const listed = all
    .map((bundle, index) => ({ ...bundle, sequence: index + 1 }))
    .filter((bundle) => bundle.isActive || input.includeInactive === true);
  const { items, nextPageToken } = page(listed, input.pageToken, [
    "GetBundles",
    region.name,
    filterOf(input),
  ]);
  return {
    bundles: items.map(({ platform, sequence: _, ...bundle }) => ({
      ...bundle,
      instanceType: bundle.bundleId.split("_")[0],
      supportedPlatforms: [platform],
    })),
    nextPageToken,
  };
});
