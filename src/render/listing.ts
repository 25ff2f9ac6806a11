import type { Host } from "../core/context.ts";
import { type Resource, fieldNamed } from "../core/fields/field.ts";
import type { RenderOptions } from "./options.ts";
import { columnsOf } from "./screen.ts";
import { styleFor } from "./style.ts";
import { drawTable } from "./table.ts";

export interface Listing {
  lines: readonly string[];
  /** Notes about the table that are not part of it. */
  notes: readonly string[];
}

/** Records as a table as wide as stdout, with notes for a person at a terminal. */
export function drawListing<T>(
  resource: Resource<T>,
  items: readonly T[],
  host: Host,
  options: RenderOptions,
): Listing {
  const columns = options.columns?.flatMap((key) => fieldNamed(resource, key) ?? []);
  const terminal = columnsOf(host.stdout);
  const isWhole = options.wide === true;
  const { lines, hidden } = drawTable(resource, items, {
    columns,
    width: isWhole ? undefined : (terminal ?? undefined),
    header: options.header,
    // A pipe gets the exact time, and so does a user who wants nothing cut.
    now: terminal === null || isWhole ? undefined : host.clock.now(),
    style: styleFor(host.stdout, host.env),
  });
  const notes = [
    ...(hidden.length > 0
      ? [`(no room for ${hidden.toReversed().join(", ")}; widen the terminal or use --columns)`]
      : []),
    ...(terminal !== null && showsNotes(options) && resource.total !== undefined && items.length > 0
      ? [resource.total(items)]
      : []),
  ];
  return { lines, notes };
}

function showsNotes({ header, quiet }: RenderOptions): boolean {
  return header !== false && quiet !== true;
}
