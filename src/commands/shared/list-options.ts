import { sortKey } from "../../core/fields/field.ts";
import { UsageError } from "../../core/errors.ts";
import { type Resource, fieldNamed } from "../../core/fields/field.ts";
import { nearest } from "../../core/text/nearest.ts";
import type { Output } from "../../core/settings.ts";

/** Options of every command that prints a list. */
export interface ListOptions {
  columns?: readonly string[];
  sort?: string;
}

/** Refuses unknown columns and sort keys before anything is called. */
export function checkListOptions<T>(
  resource: Resource<T>,
  options: ListOptions,
  output: Output,
): void {
  const known = resource.fields.map((field) => field.key);
  const asked = [
    ...(options.columns ?? []),
    ...(options.sort === undefined ? [] : [sortKey(options.sort)]),
  ];
  for (const key of asked) {
    if (fieldNamed(resource, key) !== undefined) continue;
    const near = nearest(key, known);
    throw new UsageError(`There is no column "${key}" for ${resource.plural}.`, {
      hint: `${near === null ? "" : `Did you mean ${near}? `}Known: ${known.join(", ")}.`,
      resource: key,
    });
  }
  if (options.columns !== undefined && output !== "table") {
    throw new UsageError(`--columns is for tables, not for --output ${output}.`, {
      hint: "Leave it out and pick the keys from the result, e.g. with jq.",
    });
  }
}
