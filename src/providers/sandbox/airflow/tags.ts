import { invalid } from "./faults.ts";

type Tags = Readonly<Record<string, string>>;

const MAX_TAGS = 50;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

/** `before` with `added` over it by key; checked as a whole. */
export function mergedTags(before: Tags, added: Tags): Record<string, string> {
  for (const key of Object.keys(added)) {
    if (!KEY.test(key)) throw invalid(`The tag key is not valid: ${key.slice(0, 128)}`);
    if (key.toLowerCase().startsWith("aws:")) {
      throw invalid(`Tag keys that begin with "aws:" are reserved: ${key}`);
    }
  }
  const tags = { ...before, ...added };
  if (Object.keys(tags).length > MAX_TAGS) {
    throw invalid(`An environment can have at most ${MAX_TAGS} tags`);
  }
  return tags;
}
