import { bucketName } from "../../buckets.ts";
import { seconds } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { required, structure } from "../../shapes.ts";

/** Nobody ever used one here. */
export const getBucketAccessKeys = reads(
  structure({ bucketName: required(bucketName) }),
  ({ state }, { bucketName: name }) => ({
    accessKeys: state.get("Bucket", name).accessKeys.map(({ id, createdAt }) => ({
      ...{ accessKeyId: id, status: "Active", createdAt: seconds(createdAt) },
      lastUsed: { region: "N/A", serviceName: "N/A" },
    })),
  }),
);
