import { bucketName, bucketOperation } from "../../buckets.ts";
import { nonEmptyString } from "../../common-shapes.ts";
import { writes } from "../../operation.ts";
import { notFound } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

export const deleteBucketAccessKey = writes(
  structure({ bucketName: required(bucketName), accessKeyId: required(nonEmptyString) }),
  (context, { bucketName: name, accessKeyId }) => {
    const bucket = context.state.get("Bucket", name);
    const left = bucket.accessKeys.filter(({ id }) => id !== accessKeyId);
    if (left.length === bucket.accessKeys.length) throw notFound("AccessKey", accessKeyId);
    bucket.accessKeys = left;
    const operation = bucketOperation(context, "DeleteBucketAccessKey", name, accessKeyId);
    return operationsOutput([operation], context);
  },
);
