import { bucketName, bucketOperation, connectedInstances } from "../../buckets.ts";
import { distributionsOf } from "../../distributions.ts";
import { writes } from "../../operation.ts";
import { stateConflict } from "../../protocol/service-error.ts";
import { boolean, required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

/** One that somebody can use goes with `forceDelete` alone. */
export const deleteBucket = writes(
  structure({ bucketName: required(bucketName), forceDelete: boolean() }),
  (context, { bucketName: name, forceDelete = false }) => {
    const { state } = context;
    const bucket = state.get("Bucket", name);
    const isUsed =
      bucket.accessKeys.length > 0 ||
      connectedInstances(bucket, context).length > 0 ||
      distributionsOf(context, "Bucket", name).length > 0;
    if (isUsed && !forceDelete) {
      throw stateConflict(
        `The bucket has access keys, or instances or distributions that use it: ${name}. Use forceDelete.`,
      );
    }
    state.remove(bucket);
    return operationsOutput([bucketOperation(context, "DeleteBucket", name)], context);
  },
);
