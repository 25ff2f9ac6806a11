/** Lightsail's plans for distributions; prices in USD a month. */
export const DISTRIBUTION_BUNDLES = [
  {
    ...{ bundleId: "small_1_0", name: "Network 50GB", price: 2.5 },
    ...{ transferPerMonthInGb: 50, isActive: true },
  },
  {
    ...{ bundleId: "medium_1_0", name: "Network 200GB", price: 10 },
    ...{ transferPerMonthInGb: 200, isActive: true },
  },
  {
    ...{ bundleId: "large_1_0", name: "Network 500GB", price: 35 },
    ...{ transferPerMonthInGb: 500, isActive: true },
  },
];
