import { randomBytes } from "node:crypto";
import { bucketName, bucketOperation } from "../../buckets.ts";
import { seconds } from "../../identity.ts";
import { writes } from "../../operation.ts";
import { quotaReached } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import { operationsOutput } from "../../views/operation.ts";

const MAX_KEYS = 2;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The secret is in this answer alone. */
export const createBucketAccessKey = writes(
  structure({ bucketName: required(bucketName) }),
  (context, { bucketName: name }) => {
    const { state, now } = context;
    const bucket = state.get("Bucket", name);
    if (bucket.accessKeys.length >= MAX_KEYS) {
      throw quotaReached("access keys of a bucket", MAX_KEYS);
    }
    const id = `AKIA${Array.from(randomBytes(16), (byte) => LETTERS[byte % 32]).join("")}`;
    bucket.accessKeys.push({ id, createdAt: now });
    return {
      accessKey: {
        accessKeyId: id,
        secretAccessKey: randomBytes(30).toString("base64"),
        status: "Active",
        createdAt: seconds(now),
      },
      ...operationsOutput([bucketOperation(context, "CreateBucketAccessKey", name, id)], context),
    };
  },
);
