import { UsageError } from "../errors.ts";
import { nearest } from "./nearest.ts";
import { safeJson } from "./safe-text.ts";

/**
 * The value at a dotted path, such as `hardware.cpu_count`, `tags.Environment` or
 * `firewall_rules.0.protocol`; undefined if there is none. Keys may contain dots themselves.
 */
export function valueAt(record: unknown, path: string): unknown {
  if (typeof record !== "object" || record === null) return undefined;
  if (Object.hasOwn(record, path)) return (record as Record<string, unknown>)[path];
  for (let at = path.indexOf("."); at > 0; at = path.indexOf(".", at + 1)) {
    const key = path.slice(0, at);
    if (!Object.hasOwn(record, key)) continue;
    const value = valueAt((record as Record<string, unknown>)[key], path.slice(at + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A value on its own line: text unchanged, nothing for an absent value, anything else as JSON. */
export function valueLine(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : safeJson(value);
}

/** A path that leads nowhere in a record of `what`. */
export function noSuchField(record: object, path: string, what: string): UsageError {
  const known = Object.keys(record);
  const near = nearest(path, known);
  return new UsageError(`${what} has no field "${path}".`, {
    hint: `${near === null ? "" : `Did you mean ${near}? `}Known: ${known.join(", ")}.`,
    resource: path,
  });
}
