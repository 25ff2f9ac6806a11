import { assertBundle, bucketName, bucketOperation } from "../../buckets.ts";
import { canChangeBundle } from "../../bundle-changes.ts";
import { nonEmptyString } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { stateConflict } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const updateBucketBundle = writes(
  structure({ bucketName: required(bucketName), bundleId: required(nonEmptyString) }),
  (context, { bucketName: name, bundleId }) => {
    const bucket = context.state.get("Bucket", name);
    assertBundle(bundleId);
    if (!canChangeBundle(bucket, context.now)) {
      throw stateConflict(`The bundle of a bucket can be changed once a month: ${name}`);
    }
    bucket.bundleId = bundleId;
    bucket.bundleSince = context.now;
    const operation = bucketOperation(context, "UpdateBucketBundle", name, bundleId);
    return operationsOutput([operation], context);
  },
);
