import { type Json, NumberText } from "./exact-json.ts";

/**
 * A text of its own: what was cut out of a longer one keeps all of that in memory. For what is kept of
 * files that are larger than memory.
 */
export function detachedText(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

/** The same for all texts of a value. */
export function detached(value: Json): Json {
  if (typeof value === "string") return detachedText(value);
  if (value instanceof NumberText) return new NumberText(detachedText(value.text));
  if (Array.isArray(value)) return (value as readonly Json[]).map(detached);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, it]) => [detachedText(key), detached(it)]);
  return Object.fromEntries(members) as Json;
}
