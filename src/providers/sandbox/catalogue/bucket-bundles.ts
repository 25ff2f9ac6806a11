/** Lightsail's storage plans; prices in USD a month. */
export const BUCKET_BUNDLES = [
  {
    ...{ bundleId: "small_1_0", name: "Object Storage 5GB", price: 1 },
    ...{ storagePerMonthInGb: 5, transferPerMonthInGb: 25, isActive: true },
  },
  {
    ...{ bundleId: "medium_1_0", name: "Object Storage 100GB", price: 3 },
    ...{ storagePerMonthInGb: 100, transferPerMonthInGb: 250, isActive: true },
  },
  {
    ...{ bundleId: "large_1_0", name: "Object Storage 250GB", price: 5 },
    ...{ storagePerMonthInGb: 250, transferPerMonthInGb: 500, isActive: true },
  },
];
