import { createBucketAccessKey } from "./create-bucket-access-key.ts";
import { createBucket } from "./create-bucket.ts";
import { deleteBucketAccessKey } from "./delete-bucket-access-key.ts";
import { deleteBucket } from "./delete-bucket.ts";
import { getBucketAccessKeys } from "./get-bucket-access-keys.ts";
import { getBucketBundles } from "./get-bucket-bundles.ts";
import { getBucketMetricData } from "./get-bucket-metric-data.ts";
import { getBuckets } from "./get-buckets.ts";
import { setResourceAccessForBucket } from "./set-resource-access-for-bucket.ts";
import { updateBucketBundle } from "./update-bucket-bundle.ts";
import { updateBucket } from "./update-bucket.ts";

export const buckets = {
  CreateBucket: createBucket,
  CreateBucketAccessKey: createBucketAccessKey,
  DeleteBucket: deleteBucket,
  DeleteBucketAccessKey: deleteBucketAccessKey,
  GetBucketAccessKeys: getBucketAccessKeys,
  GetBucketBundles: getBucketBundles,
  GetBucketMetricData: getBucketMetricData,
  GetBuckets: getBuckets,
  SetResourceAccessForBucket: setResourceAccessForBucket,
  UpdateBucket: updateBucket,
  UpdateBucketBundle: updateBucketBundle,
};
