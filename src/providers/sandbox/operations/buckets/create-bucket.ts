import { assertBundle, bucketName, bucketOperation } from "../../buckets.ts";
import { nonEmptyString, tagList } from "../../common-shapes.ts";
import { newId } from "../../identity.ts";
import { assertNewNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { quotaReached } from "../../protocol/service-error.ts";
import { boolean, required, structure } from "../../shapes.ts";
import type { BucketRecord } from "../../state/bucket-record.ts";
import { mergeTags } from "../../tags.ts";
import { bucketView } from "../../views/bucket.ts";
import { operationsOutput } from "../../views/operation.ts";

const MAX_BUCKETS = 20;

export const createBucket = writes(
  structure({
    bucketName: required(bucketName),
    bundleId: required(nonEmptyString),
    tags: tagList,
    enableObjectVersioning: boolean(),
  }),
  (context, { bucketName: name, bundleId, tags, enableObjectVersioning = false }) => {
    const { state, now } = context;
    assertNewNames(state, [name]);
    assertBundle(bundleId);
    if (state.list("Bucket").length >= MAX_BUCKETS) throw quotaReached("buckets", MAX_BUCKETS);
    const bucket: BucketRecord = {
      resourceType: "Bucket",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      bundleId,
      isPublic: false,
      allowsPublicObjects: false,
      versioning: enableObjectVersioning ? "Enabled" : "NeverEnabled",
      accounts: [],
      cors: [],
      tags: mergeTags([], tags),
      accessKeys: [],
      instances: [],
    };
    state.add(bucket);
    return {
      bucket: bucketView(bucket, context),
      ...operationsOutput([bucketOperation(context, "CreateBucket", name)], context),
    };
  },
);
