import { bucketName } from "../../buckets.ts";
import { pageToken } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { boolean, structure } from "../../shapes.ts";
import { bucketView } from "../../views/bucket.ts";

export const getBuckets = reads(
  structure({
    bucketName,
    pageToken,
    includeConnectedResources: boolean(),
    includeCors: boolean(),
  }),
  (context, input) => {
    const { state, region } = context;
    const name = input.bucketName;
    const buckets = name === undefined ? state.list("Bucket") : [state.get("Bucket", name)];
    const list = ["GetBuckets", region.name, name ?? ""] as const;
    const { items, nextPageToken } = page(buckets, input.pageToken, list);
    const included = { connected: input.includeConnectedResources, cors: input.includeCors };
    return {
      buckets: items.map((it) => bucketView(it, context, included)),
      nextPageToken,
      accountLevelBpaSync: { status: "NeverSynced", bpaImpactsLightsail: false },
    };
  },
);
