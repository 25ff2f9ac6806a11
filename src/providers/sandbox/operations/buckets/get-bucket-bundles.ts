import { BUCKET_BUNDLES } from "../../catalogue/bucket-bundles.ts";
import { reads } from "../../operation.ts";
import { boolean, structure } from "../../shapes.ts";

/** All of them are active. */
export const getBucketBundles = reads(structure({ includeInactive: boolean() }), () => ({
  bundles: BUCKET_BUNDLES,
}));
