import { connectedInstances } from "../buckets.ts";
import { canChangeBundle } from "../bundle-changes.ts";
import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { BucketRecord } from "../state/bucket-record.ts";

interface Included {
  connected?: boolean | undefined;
  cors?: boolean | undefined;
}

export function bucketView(
  bucket: BucketRecord,
  context: ReadContext,
  { connected = false, cors = false }: Included = {},
): object {
  const { region, now } = context;
  const { log } = bucket;
  return {
    resourceType: "Bucket",
    accessRules: {
      getObject: bucket.isPublic ? "public" : "private",
      allowPublicOverrides: bucket.allowsPublicObjects,
    },
    arn: arn(context, "Bucket", bucket.id),
    bundleId: bucket.bundleId,
    createdAt: seconds(bucket.createdAt),
    url: `https://${bucket.name}.s3.${region.name}.amazonaws.com/`,
    location: { availabilityZone: "all", regionName: region.name },
    name: bucket.name,
    supportCode: supportCode(bucket.name),
    tags: bucket.tags,
    objectVersioning: bucket.versioning,
    ableToUpdateBundle: canChangeBundle(bucket, now),
    readonlyAccessAccounts: bucket.accounts,
    ...(connected && {
      resourcesReceivingAccess: connectedInstances(bucket, context).map(({ name }) => ({
        ...{ name, resourceType: "Instance" },
      })),
    }),
    state: { code: "OK" },
    accessLogConfig: log === undefined ? { enabled: false } : { enabled: true, ...log },
    ...(cors && { cors: { rules: bucket.cors } }),
  };
}
