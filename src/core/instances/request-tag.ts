/** Marks an instance with the request that made it, so that it can be recognised later. */
export const REQUEST_TAG = "quants-ctl:request";
