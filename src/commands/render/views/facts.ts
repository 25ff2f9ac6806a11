import Table from "cli-table3";
import { plain } from "../plain.ts";
import type { Style } from "../style.ts";

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

/** A line of a record: its label and its value; a value of several lines stays in its column. */
export type Fact = readonly [label: string, value: string | readonly string[]];

/** Labels and values side by side. Values are made safe for the terminal unless painted. */
export function drawFacts(facts: readonly Fact[], style: Style): string[] {
  return draw(facts.map(([label, value]) => [style.quiet(label), lines(value).join("\n")]));
}

/** A small table with a head, indented under a title. */
export function drawSection(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
): string[] {
  const drawn = draw([head.map((it) => style.quiet(it)), ...rows.map((row) => row.map(plain))]);
  return ["", style.bold(title), ...drawn.map((line) => `  ${line}`)];
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
