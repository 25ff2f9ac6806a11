import { LineCounter, type Node, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { type Place, dotted } from "./place.ts";
import { plainYaml } from "./plain-yaml.ts";

/** A parsed file that knows where each of its keys stands. */
export interface PlacedDocument {
  value: unknown;
  /** What is no YAML, with its place. */
  errors: { place: Place; message: string }[];
  /** The place of a path such as `instances.2.tags.Team`, or of the nearest one above it. */
  placeOf: (path: string) => Place;
}

/** Parses YAML, of which JSON is a part. Places are only looked for once a fault is to be told. */
export function parsePlaced(text: string, file: string): PlacedDocument {
  const value = plainYaml(text);
  if (value === undefined) return withPlaces(text, file);
  let placed: PlacedDocument | undefined;
  const placeOf = (path: string): Place => {
    placed ??= withPlaces(text, file);
    return placed.placeOf(path);
  };
  return { value, errors: [], placeOf };
}

function withPlaces(text: string, file: string): PlacedDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors = document.errors.map(({ pos, message }) => ({
    place: placeAt(pos[0]),
    // The rest of it draws the line.
    message: message.split(/ at line \d/)[0] ?? message,
  }));
  return {
    value: errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 }),
    errors,
    placeOf: (path) => placeAt(offsetOf(document.contents, dotted(path))),
  };
}

/** Keys may contain dots: the longest one that begins the path is taken. */
function offsetOf(root: Node | null, path: string): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  let rest = path;
  while (rest !== "") {
    const found = childOf(node, rest);
    if (found === null) break;
    ({ node, offset, rest } = found);
  }
  return offset;
}

interface Found {
  node: unknown;
  offset: number;
  rest: string;
}

function childOf(node: unknown, path: string): Found | null {
  if (isSeq(node)) {
    const [index = "", ...more] = path.split(".");
    const item = node.items[Number(index)] as Node | undefined;
    if (item === undefined) return null;
    return { node: item, offset: item.range?.[0] ?? 0, rest: more.join(".") };
  }
  if (!isMap(node)) return null;
  let best: Found | null = null;
  let longest = -1;
  for (const { key, value } of node.items) {
    const text = isScalar(key) ? String(key.value) : String(key);
    if (path !== text && !path.startsWith(`${text}.`)) continue;
    if (text.length <= longest) continue;
    longest = text.length;
    const offset = (key as Node).range?.[0] ?? 0;
    best = { node: value, offset, rest: path.slice(text.length + 1) };
  }
  return best;
}
