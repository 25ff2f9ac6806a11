/** The tag that names the request that created an instance, so that it can be recognised later. */
export const REQUEST_TAG = "quants-ctl:request";
