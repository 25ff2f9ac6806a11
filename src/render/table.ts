import type { Field, FieldValue, Resource } from "../core/fields/field.ts";
import { plain } from "../core/text/safe-text.ts";
import { ago } from "./ago.ts";
import type { Style } from "./style.ts";
import { cutInside, widthOf } from "./width.ts";

const GAP = "  ";

interface Column<T> {
  field: Field<T>;
  cells: string[];
  width: number;
}

/** A table's lines, and the columns for which the terminal had no room. */
export interface Table {
  lines: string[];
  hidden: string[];
}

/**
 * Draws records as aligned columns without frames. With `columns`, exactly these in this order;
 * otherwise the defaults, some of which are dropped to fit `width`, and names are cut in the
 * middle. No other value is ever shortened.
 */
export function drawTable<T>(
  resource: Resource<T>,
  items: readonly T[],
  options: {
    columns?: readonly Field<T>[] | undefined;
    width?: number | undefined;
    /** Omit the line of titles. */
    header?: boolean | undefined;
    /** For a person: times are shown relative to this one, in milliseconds. */
    now?: number | undefined;
    style: Style;
  },
): Table {
  const fields = options.columns ?? resource.fields.filter((field) => field.rank !== undefined);
  let columns: readonly Column<T>[] = fields.map((field) => makeColumn(field, items, options.now));
  const hidden: string[] = [];
  if (options.columns === undefined && options.width !== undefined) {
    columns = fit(columns, options.width, hidden);
  }
  const { style } = options;
  const lines =
    options.header === false
      ? []
      : [drawRow(columns, (column) => column.field.title, style.bold, style)];
  for (let row = 0; row < items.length; row += 1) {
    lines.push(drawRow(columns, (column) => column.cells[row] ?? "", null, style));
  }
  return { lines, hidden };
}

/** One value as a table shows it; absent values are a dash. */
function showValue<T>(field: Field<T>, item: T, now: number | undefined): string {
  const value: FieldValue = field.value(item);
  if (field.isTime === true && now !== undefined && typeof value === "string") {
    return ago(value, now);
  }
  if (field.show !== undefined) return field.show(value, item);
  if (value === null || value === "") return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? plain(value) : String(value);
}

function makeColumn<T>(field: Field<T>, items: readonly T[], now: number | undefined): Column<T> {
  let width = field.title.length;
  const cells = items.map((item) => {
    const text = showValue(field, item, now);
    const wide = widthOf(text);
    if (wide > width) width = wide;
    return text;
  });
  return { field, cells, width };
}

/** Names up to this width are worth more than another column. */
const LONG_NAME = 32;
const SHORTEST_NAME = 12;

/** First cuts long names to a usual length, then drops columns by rank, then cuts names further. */
function fit<T>(
  columns: readonly Column<T>[],
  width: number,
  hidden: string[],
): readonly Column<T>[] {
  const excess = (of: readonly Column<T>[]): number =>
    of.reduce((sum, column) => sum + column.width, 0) + GAP.length * (of.length - 1) - width;
  let kept = cutNames(columns, excess(columns), LONG_NAME);
  while (excess(kept) > 0) {
    const worst = kept.reduce((a, b) => ((b.field.rank ?? 0) >= (a.field.rank ?? 0) ? b : a));
    if ((worst.field.rank ?? 0) === 0) break;
    hidden.push(worst.field.key);
    kept = kept.filter((column) => column !== worst);
  }
  // Cut no more than needed now that columns were dropped.
  const whole = columns.filter((column) => kept.some((it) => it.field === column.field));
  const long = cutNames(whole, excess(whole), LONG_NAME);
  return cutNames(long, excess(long), SHORTEST_NAME);
}

/** Takes `excess` characters from the widest names first, down to `least` each. */
function cutNames<T>(
  columns: readonly Column<T>[],
  excess: number,
  least: number,
): readonly Column<T>[] {
  let left = excess;
  const widths = new Map<Column<T>, number>();
  const names = columns.filter(({ field }) => field.cut === true);
  for (const column of names.toSorted((a, b) => b.width - a.width)) {
    const shorter = Math.max(least, column.field.title.length, column.width - Math.max(0, left));
    if (shorter >= column.width) continue;
    left -= column.width - shorter;
    widths.set(column, shorter);
  }
  return columns.map((column) => {
    const width = widths.get(column);
    if (width === undefined) return column;
    return { ...column, width, cells: column.cells.map((cell) => cutInside(cell, width)) };
  });
}

function drawRow<T>(
  columns: readonly Column<T>[],
  textOf: (column: Column<T>) => string,
  paint: ((text: string) => string) | null,
  style: Style,
): string {
  let line = "";
  const last = columns.length - 1;
  columns.forEach((column, index) => {
    const text = textOf(column);
    const padding = " ".repeat(column.width - widthOf(text));
    const painted = paint === null ? tone(column.field, text, style) : paint(text);
    if (column.field.align === "right") line += padding + painted;
    else line += index === last ? painted : painted + padding;
    if (index !== last) line += GAP;
  });
  return line;
}

function resultTone(text: string, style: Style): (text: string) => string {
  if (text.startsWith("failed")) return style.bad;
  if (text.startsWith("incomplete")) return style.caution;
  return /^(unchanged|nothing|was gone|as wanted)/.test(text) ? (it) => it : style.good;
}

function tone<T>(field: Field<T>, text: string, style: Style): string {
  if (field.tone === "status") return style.status(text);
  if (field.tone === "result") return resultTone(text, style)(text);
  return field.tone === "quiet" ? style.quiet(text) : text;
}
