import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QuantsError } from "../../errors.ts";
import { valueIn } from "./cell.ts";
import { CsvError } from "./csv-error.ts";
import { type Cell, csvRows } from "./csv-rows.ts";
import type { Element } from "./element.ts";
import type { Json } from "./exact-json.ts";
import { headerOf } from "./layout.ts";
import type { CsvFile } from "./manifest.ts";

/** Reads a file back, which is a part that fits in memory, and hands on each element. */
export function readCsv(folder: string, file: CsvFile, take: (element: Element) => void): void {
  const path = join(folder, file.name);
  let row = 0;
  try {
    const bytes = readFileSync(path);
    if (createHash("sha256").update(bytes).digest("hex") !== file.sha256) {
      throw new CsvError("other bytes than were written");
    }
    for (const cells of csvRows(new TextDecoder("utf-8", { fatal: true }).decode(bytes))) {
      if (row === 0) checkHeader(cells, file);
      else take(elementOf(cells, file));
      row += 1;
    }
    if (row - 1 !== file.rows) throw new CsvError(`${row - 1} rows instead of ${file.rows}`);
  } catch (error) {
    throw new QuantsError(
      "conflict",
      `${path} is not as it was written: ${row === 0 ? "" : `after row ${row}, `}${(error as Error).message}.`,
      {
        hint: "Remove the folder, or give another one with --csv, and run the command again.",
        resource: path,
        cause: error,
      },
    );
  }
}

function checkHeader(cells: readonly Cell[], file: CsvFile): void {
  const header = cells.join(",");
  if (header !== headerOf({ ...file, file: file.name })) throw new CsvError("another header");
}

function elementOf(cells: readonly Cell[], { of, labels, label, columns }: CsvFile): Element {
  const system = of === "node" ? 2 : 4;
  if (cells.length !== system + columns.length) throw new CsvError("another number of cells");
  const properties: [string, Json][] = [];
  for (const [index, { name, kind }] of columns.entries()) {
    const cell = cells[system + index] ?? null;
    if (cell !== null) properties.push([name, valueIn(cell, kind)]);
  }
  const id = bare(cells[0], of);
  const common = { id, properties: Object.fromEntries(properties) };
  if ((cells[system - 1] ?? "") !== label) throw new CsvError("another label");
  if (of === "node") return { of, labels, ...common };
  const [start, end] = [bare(cells[1], "node"), bare(cells[2], "node")];
  return { of, type: labels[0] ?? "", start, end, ...common };
}

/** The id of the source in that of the target. */
function bare(cell: Cell | undefined, of: Element["of"]): string {
  if (cell?.startsWith(of === "node" ? "n" : "r") !== true) throw new CsvError("another id");
  return cell.slice(1);
}
