import { createHash, type Hash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { QuantsError } from "../../errors.ts";
import { ownValue } from "../../text/own-value.ts";
import { cellOf, quoted } from "./cell.ts";
import { compareTexts } from "./compare-texts.ts";
import type { Element } from "./element.ts";
import { headerOf, type Shape } from "./layout.ts";
import type { CsvFile } from "./manifest.ts";

/** Small enough for one request over a slow line; the loader reads all files below a prefix. */
const PART_BYTES = 8 * 1_048_576;
/** Held in memory for all files together. */
const HELD_MAX = 32 * 1_048_576;
const HELD_EACH = 262_144;

interface Part {
  shape: Shape;
  number: number;
  name: string;
  bytes: number;
  rows: number;
  hash: Hash;
  pieces: Buffer[];
  held: number;
}

/**
 * In Neptune a node and a relationship can't have the same id, which in Neo4j and Memgraph they usually
 * do.
 */
const PREFIX = { node: "n", relationship: "r" } as const;

export function loadedId(of: Element["of"], id: string): string {
  return `${PREFIX[of]}${id}`;
}

/** Writes elements to the files of their shapes, each in parts. */
export class CsvWriter {
  readonly #folder: string;
  readonly #parts = new Map<Shape, Part>();
  readonly #done: CsvFile[] = [];
  #held = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(element: Element, shape: Shape): void {
    const row = Buffer.from(rowOf(element, shape));
    let part = this.#parts.get(shape) ?? this.#open(shape, 1);
    if (part.rows > 0 && part.bytes + row.length > PART_BYTES) {
      this.#close(part);
      part = this.#open(shape, part.number + 1);
    }
    this.#append(part, row);
    part.rows += 1;
    if (this.#held > HELD_MAX) for (const it of this.#parts.values()) this.#flush(it);
  }

  /** The files, in order of their names. */
  end(): CsvFile[] {
    for (const part of this.#parts.values()) this.#close(part);
    this.#parts.clear();
    return this.#done.toSorted((a, b) => compareTexts(a.name, b.name));
  }

  #open(shape: Shape, number: number): Part {
    const name = `${shape.file}-${String(number).padStart(5, "0")}.csv`;
    const hash = createHash("sha256");
    const part: Part = { shape, number, name, bytes: 0, rows: 0, hash, pieces: [], held: 0 };
    this.#parts.set(shape, part);
    this.#append(part, Buffer.from(`${headerOf(shape)}\n`));
    return part;
  }

  #append(part: Part, bytes: Buffer): void {
    part.bytes += bytes.length;
    part.hash.update(bytes);
    part.pieces.push(bytes);
    part.held += bytes.length;
    this.#held += bytes.length;
    if (part.held > HELD_EACH) this.#flush(part);
  }

  #flush(part: Part): void {
    if (part.pieces.length === 0) return;
    const path = join(this.#folder, part.name);
    try {
      appendFileSync(path, Buffer.concat(part.pieces), { mode: 0o600 });
    } catch (error) {
      throw new QuantsError("failed", `${path} can't be written: ${(error as Error).message}.`, {
        hint: "Free some space, or give another folder with --csv.",
        resource: path,
        cause: error,
      });
    }
    this.#held -= part.held;
    part.held = 0;
    part.pieces = [];
  }

  #close(part: Part): void {
    this.#flush(part);
    const { name, bytes, rows, hash, shape } = part;
    const { of, labels, label, columns } = shape;
    const sha256 = hash.digest("hex");
    this.#done.push({ name, bytes, rows, sha256, of, labels, label, columns });
  }
}

function rowOf(element: Element, { label, columns }: Shape): string {
  const id = quoted(loadedId(element.of, element.id));
  const system =
    element.of === "node"
      ? [id, label === "" ? "" : quoted(label)]
      : [
          id,
          quoted(loadedId("node", element.start)),
          quoted(loadedId("node", element.end)),
          quoted(label),
        ];
  const cells = columns.map(({ name, kind }) => {
    const value = ownValue(element.properties, name);
    return value === undefined || value === null ? "" : cellOf(value, kind);
  });
  return `${[...system, ...cells].join(",")}\n`;
}
