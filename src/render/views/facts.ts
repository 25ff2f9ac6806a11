import Table from "cli-table3";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { widthOf } from "../width.ts";

const NO_FRAME = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

const GAP = "  ";

/** A line of a record: label and value; a value of several lines stays in its column. */
export type Fact = readonly [label: string, value: string | readonly string[]];

/** Labels and values side by side. Values are made safe for the terminal unless painted. */
export function drawFacts(facts: readonly Fact[], style: Style): string[] {
  return draw(facts.map(([label, value]) => [style.quiet(label), lines(value).join("\n")]));
}

/** A table with a head, indented under a title; fast even for thousands of rows. */
export function drawSection(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
): string[] {
  const cells = rows.map((row) => row.map(plain));
  const widths = head.map((name, column) =>
    cells.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? "")), name.length),
  );
  const line = (row: readonly string[], paint: (text: string) => string): string =>
    row
      .map((text, column) => paint(text) + " ".repeat((widths[column] ?? 0) - widthOf(text)))
      .join(GAP)
      .trimEnd();
  const drawn = [line(head, style.quiet), ...cells.map((row) => line(row, (text) => text))];
  return ["", style.bold(title), ...drawn.map((text) => `${GAP}${text}`)];
}

function draw(rows: readonly string[][]): string[] {
  const table = new Table({
    chars: NO_FRAME,
    style: { "padding-left": 0, "padding-right": 2, head: [], border: [] },
  });
  table.push(...rows);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

function lines(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
