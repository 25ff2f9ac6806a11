import { CsvError } from "./csv-error.ts";

const [COMMA, LINE] = [44, 10] as const;

/** A cell; null when nothing stands there, which is not the same as an empty text in quotes. */
export type Cell = string | null;

/**
 * Rows of CSV by RFC 4180, lines ending in a line feed. csv-parse tells quotes only by a record of each
 * cell, which takes ten times as long; a test holds this against it. Throws for what is no CSV.
 */
export function* csvRows(text: string): Generator<Cell[]> {
  let at = 0;
  while (at < text.length) {
    const row: Cell[] = [];
    for (let separator = COMMA as number; separator === COMMA; at += 1) {
      const end = text.startsWith('"', at) ? endOfQuoted(text, at) : endOfPlain(text, at);
      row.push(cellIn(text.slice(at, end)));
      separator = text.charCodeAt(end);
      if (separator !== COMMA && separator !== LINE) throw new CsvError("it is no CSV");
      at = end;
    }
    yield row;
  }
}

function cellIn(text: string): Cell {
  if (text === "") return null;
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function endOfQuoted(text: string, from: number): number {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw new CsvError("it is no CSV");
    if (!text.startsWith('"', end + 1)) return end + 1;
    end += 2;
  }
}

function endOfPlain(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === COMMA || code === LINE) break;
    end += 1;
  }
  return end;
}
