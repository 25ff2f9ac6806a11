import type { RenderOptions } from "./options.ts";
import type { Host } from "../core/context.ts";
import { type FieldValue, type Resource, fieldNamed } from "../core/fields/field.ts";
import { compareNatural } from "../core/text/natural-order.ts";
import {
  type CollectionResult,
  type CommandResult,
  type PlannedResult,
  type ReportResult,
} from "../core/result.ts";
import { sortKey } from "../core/fields/field.ts";
import { jsonArray, jsonDocument } from "./json.ts";
import { plain, plainText } from "../core/text/safe-text.ts";
import { styleFor } from "./style.ts";
import { columnsOf } from "./screen.ts";
import type { View } from "./view.ts";
import { writeAll } from "./writer.ts";

/** Writes a result to stdout in the requested format; notes about it go to stderr. */
export async function renderResult(
  result: CommandResult<unknown>,
  host: Host,
  options: RenderOptions,
): Promise<void> {
  if (result.kind === "silent" || result.kind === "rerun" || result.kind === "watch") return;
  if (result.kind === "text") {
    const isShown = columnsOf(host.stdout) !== null;
    return writeAll(host.stdout, [isShown ? plainText(result.text) : result.text]);
  }
  if (result.kind === "collection") return renderCollection(result, host, options);
  return renderReport(result, host, options);
}

async function renderCollection<T>(
  result: CollectionResult<T>,
  host: Host,
  options: RenderOptions,
): Promise<void> {
  const { resource } = result;
  const items = sortItems(resource, result.items, options.sort ?? resource.sort);
  if (options.field !== undefined) {
    const { fieldsOfItems } = await import("./field.ts");
    return writeAll(host.stdout, fieldsOfItems(resource, items, options.field));
  }
  if (options.output === "json") return writeAll(host.stdout, jsonArray(items));
  if (options.output === "yaml") {
    const { yamlSequence } = await import("./yaml.ts");
    return writeAll(host.stdout, yamlSequence(items));
  }
  if (options.output === "name") {
    return writeAll(host.stdout, lines(items.map((item) => plain(resource.nameOf(item)))));
  }
  if (items.length === 0) {
    if (result.emptyNote !== undefined) host.stderr.write(`${result.emptyNote}\n`);
    return undefined;
  }
  return renderTable(resource, items, host, options);
}

async function renderTable<T>(
  resource: Resource<T>,
  items: readonly T[],
  host: Host,
  options: RenderOptions,
): Promise<void> {
  const { drawListing } = await import("./listing.ts");
  const { lines: rows, notes } = drawListing(resource, items, host, options);
  await writeAll(host.stdout, lines(rows));
  for (const note of notes) host.stderr.write(`${note}\n`);
}

async function renderReport(
  result: ReportResult<unknown> | PlannedResult,
  host: Host,
  options: RenderOptions,
): Promise<void> {
  if (options.field !== undefined) return renderFields(result, host, options, options.field);
  if (options.output === "json") {
    const text = Array.isArray(result.data)
      ? jsonArray(result.data)
      : [jsonDocument(result.data, options.compact)];
    return writeAll(host.stdout, text);
  }
  if (options.output === "yaml") {
    const { yamlDocument } = await import("./yaml.ts");
    return writeAll(host.stdout, [yamlDocument(result.data)]);
  }
  if (options.output === "name") return writeAll(host.stdout, lines(result.names.map(plain)));
  const { draw, table } = await viewOf(result, options);
  const screen = { columns: columnsOf(host.stdout), spell: options.spell ?? String };
  const style = styleFor(host.stdout, host.env);
  if (!Array.isArray(result.data)) {
    return writeAll(host.stdout, lines(draw(result.data, style, screen)));
  }
  if (table !== undefined && result.data.length > 0) {
    const { outcomeSummary } = await import("./outcomes.ts");
    const rows = result.data as Parameters<typeof outcomeSummary>[0];
    await renderTable(table, rows, host, options);
    if (options.quiet !== true) host.stderr.write(`${outcomeSummary(rows)}\n`);
    return undefined;
  }
  const { failedView, isFailed } = await import("./views/failed.ts");
  const drawn = result.data.map((item: unknown) =>
    isFailed(item) ? failedView(item, style) : draw(item, style, screen),
  );
  return writeAll(host.stdout, lines(drawn.flat()));
}

async function viewOf(
  { kind }: ReportResult<unknown> | PlannedResult,
  { view }: RenderOptions,
): Promise<View<unknown>> {
  const load = kind === "planned" ? () => import("./views/planned.ts") : view;
  if (load === undefined) throw new TypeError("The command returns a report but names no view.");
  return (await load()) as View<unknown>;
}

/** The result is shown even when the requested field does not exist. */
async function renderFields(
  result: ReportResult<unknown> | PlannedResult,
  host: Host,
  options: RenderOptions,
  path: string,
): Promise<void> {
  const { fieldsOfRecords } = await import("./field.ts");
  const fields = fieldsOfRecords(result.data, path);
  if ("values" in fields) return writeAll(host.stdout, fields.values);
  await renderReport(result, host, { ...options, field: undefined });
  throw fields.error;
}

export function sortItems<T>(
  resource: Resource<T>,
  items: readonly T[],
  sort: string,
): readonly T[] {
  const field = fieldNamed(resource, sortKey(sort));
  if (field === undefined) return items;
  const direction = sort.startsWith("-") ? -1 : 1;
  const { nameOf } = resource;
  return items.toSorted((a, b) => {
    const [x, y] = [field.value(a), field.value(b)];
    // Absent values stay last in both directions.
    const absent = Number(x === null) - Number(y === null);
    return absent || direction * compareValues(x, y) || compareNatural(nameOf(a), nameOf(b));
  });
}

/** Numbers by value, and so are numbers within texts (web-2 before web-10). */
function compareValues(a: FieldValue, b: FieldValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareNatural(String(a), String(b));
}

function* lines(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}
