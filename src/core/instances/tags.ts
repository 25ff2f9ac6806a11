import { QuantsError } from "../errors.ts";

/** Limits of Lightsail tags (per resource, and in characters). */
export const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/**
 * Parses `KEY=VALUE` as given to `--tag`; `KEY=` is a key-only tag.
 * Throws `invalid_input` for anything else.
 */
export function parseTag(text: string): [key: string, value: string] {
  const at = text.indexOf("=");
  if (at < 0) {
    throw invalidTag(
      text,
      "it has no '='",
      "Write it as KEY=VALUE, or KEY= for a tag without value.",
    );
  }
  const key = text.slice(0, at);
  const value = text.slice(at + 1);
  checkTag(key, value);
  return [key, value];
}

/** Checks the key of a tag; throws `invalid_input`. */
export function parseTagKey(key: string): string {
  checkTag(key, "");
  return key;
}

/** Checks every tag and their number; throws `invalid_input`. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const entries = Object.entries(tags);
  for (const [key, value] of entries) checkTag(key, value);
  if (entries.length > MAX_TAGS) {
    throw new QuantsError(
      "invalid_input",
      `${entries.length} tags are too many for one resource.`,
      {
        hint: `Lightsail allows ${MAX_TAGS}; remove ${entries.length - MAX_TAGS}.`,
      },
    );
  }
}

function checkTag(key: string, value: string): void {
  const text = `${key}=${value}`;
  if (key.trim() === "") throw invalidTag(text, "its key is empty", "Write it as KEY=VALUE.");
  if (key.length > MAX_KEY) {
    throw invalidTag(
      text,
      `its key has ${key.length} characters`,
      `A key may have at most ${MAX_KEY}.`,
    );
  }
  if (value.length > MAX_VALUE) {
    throw invalidTag(
      text,
      `its value has ${value.length} characters`,
      `A value may have at most ${MAX_VALUE}.`,
    );
  }
  if (key.toLowerCase().startsWith("aws:")) {
    throw invalidTag(
      text,
      "keys that begin with 'aws:' are reserved for AWS",
      "Choose another key.",
    );
  }
}

function invalidTag(text: string, why: string, hint: string): QuantsError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}...` : text;
  return new QuantsError(
    "invalid_input",
    `The tag ${JSON.stringify(shown)} is not valid: ${why}.`,
    {
      hint,
      resource: shown,
    },
  );
}
