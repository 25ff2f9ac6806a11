import type { UsageError } from "../core/errors.ts";
import { type Resource, fieldNamed } from "../core/fields/field.ts";
import { noSuchField, valueAt, valueLine } from "../core/text/value-at.ts";
import { isFailed } from "./views/failed.ts";

/** One value of each record, one per line: by its path in JSON, or as a column of the table. */
export function fieldsOfItems<T>(
  resource: Resource<T>,
  items: readonly T[],
  path: string,
): string[] {
  const column = fieldNamed(resource, path);
  const values = items.map((item) => valueAt(item, path) ?? column?.value(item));
  const [first] = items;
  const isKnown = column !== undefined || values.some((it) => it !== undefined);
  if (first !== undefined && !isKnown && !mayBeAbsent(items, path)) {
    throw noSuchField(first as object, path, `A record of ${resource.plural}`);
  }
  return values.map((value) => `${valueLine(value)}\n`);
}

/** The same for a command's result; the error is about a path that leads nowhere. */
export function fieldsOfRecords(
  data: unknown,
  path: string,
): { values: string[] } | { error: UsageError } {
  const records = (Array.isArray(data) ? (data as unknown[]) : [data]).filter(
    (it): it is object => typeof it === "object" && it !== null,
  );
  const done = records.filter((it) => !isFailed(it));
  const values = done.map((record) => valueAt(record, path));
  const [first] = done;
  const isKnown = values.some((it) => it !== undefined) || mayBeAbsent(done, path);
  if (first !== undefined && !isKnown) return { error: noSuchField(first, path, "The result") };
  return { values: values.map((value) => `${valueLine(value)}\n`) };
}

/** A key may be absent below a mapping such as `tags`, or where the value is null. */
function mayBeAbsent(records: readonly unknown[], path: string): boolean {
  const at = path.indexOf(".");
  return at > 0 && records.some((record) => valueAt(record, path.slice(0, at)) !== undefined);
}
