import { invalidInput } from "./protocol/service-error.ts";
import type { Tag } from "./state/common-record.ts";

const MAX_TAGS = 50;

interface TagInput {
  key?: string | undefined;
  value?: string | undefined;
}

/** `existing` with `added` merged over it by key; checked as a whole. */
export function mergeTags(existing: readonly Tag[], added: readonly TagInput[] = []): Tag[] {
  const tags = new Map(existing.map((tag) => [tag.key, tag]));
  for (const { key = "", value } of added) {
    if (key.length === 0 || key.length > 128) {
      throw invalidInput("A tag key must have between 1 and 128 characters.", "InvalidTag");
    }
    if (value !== undefined && value.length > 256) {
      throw invalidInput(`The value of tag ${key} must have at most 256 characters.`, "InvalidTag");
    }
    assertNotReserved(key);
    tags.set(key, value === undefined ? { key } : { key, value });
  }
  if (tags.size > MAX_TAGS) {
    throw invalidInput(`A resource can have at most ${MAX_TAGS} tags.`, "TooManyTags");
  }
  return [...tags.values()];
}

export function assertNotReserved(key: string): void {
  if (!key.toLowerCase().startsWith("aws:")) return;
  throw invalidInput(`Tag keys that begin with "aws:" are reserved: ${key}`, "InvalidTag");
}
