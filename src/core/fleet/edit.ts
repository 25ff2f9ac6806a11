import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  type Node,
  type Pair,
  YAMLSeq,
  isAlias,
  isMap,
  isSeq,
  parseDocument,
  stringify,
} from "yaml";
import { QuantsError } from "../errors.ts";

/** What `fleet import` adds to a file. */
export interface Additions {
  instances: readonly object[];
  imports: readonly object[];
}

/** A new file for a fleet. */
export function newFleetText(name: string, region: string, additions: Additions): string {
  const document = parseDocument("");
  document.contents = document.createNode({ version: 1, fleet: { name }, region }) as never;
  return rewritten(document, additions);
}

/** The same file with more entries: what was there stays byte for byte, wherever that can be. */
export function withAdditions(text: string, file: string, additions: Additions): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new QuantsError(
      "config_invalid",
      `${file} can't be parsed: ${document.errors[0]?.message}`,
      {
        hint: "Correct it first; nothing was written.",
        resource: file,
      },
    );
  }
  const lists = listsOf(additions);
  const inserted = lists.reduce((before, list) => withItems(before, list), text);
  const whole = rewritten(document, additions);
  // A form of YAML that was not thought of is written anew as a whole.
  const isSame = isDeepStrictEqual(valueOf(inserted), valueOf(whole));
  return isSame ? inserted : whole;
}

function valueOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}

interface List {
  key: string;
  items: readonly object[];
  /** Each item on one line. */
  flow: boolean;
}

function listsOf({ instances, imports }: Additions): List[] {
  return [
    { key: "instances", items: instances, flow: false },
    { key: "import", items: imports, flow: true },
  ].filter(({ items }) => items.length > 0);
}

function rewritten(document: Document, additions: Additions): string {
  for (const { key, items, flow } of listsOf(additions)) {
    const there = document.get(key);
    const meant = isAlias(there) ? there.resolve(document)?.clone() : there;
    const list = isSeq(meant) ? meant : new YAMLSeq();
    // A short list on one line becomes one with a line for each.
    list.flow = false;
    for (const item of items) list.add(document.createNode(item, { flow }));
    if (list !== there) document.set(key, list);
  }
  return document.toString({ lineWidth: 0 });
}

/** The text with the items put at the end of their list, as text. */
function withItems(text: string, list: List): string {
  const { contents } = parseDocument(text);
  if (!isMap(contents) || contents.flow === true) return text;
  const pair = contents.items.find(({ key }) => keyOf(key) === list.key);
  const indent = columnOf(text, offsetOf(contents));
  if (pair === undefined) {
    return insertedAt(text, text.length, `${indent}${list.key}:\n${linesOf(list, `${indent}  `)}`);
  }
  const { value } = pair as Pair<unknown, Node | null>;
  if (isSeq(value) && value.items.length > 0) {
    return value.flow === true ? inFlow(text, value, list) : inBlock(text, value, list);
  }
  return asBlock(text, pair, list, `${indent}  `);
}

const keyOf = (key: unknown): unknown => (key as { value?: unknown }).value;
const offsetOf = (node: Node): number => node.range?.[0] ?? 0;
const endOf = (node: Node): number => node.range?.[1] ?? 0;

/** Blanks up to where a node begins in its line. */
function columnOf(text: string, offset: number): string {
  return " ".repeat(offset - (text.lastIndexOf("\n", offset - 1) + 1));
}

function inBlock(text: string, seq: YAMLSeq, list: List): string {
  const last = seq.items.at(-1) as Node;
  return insertedAt(text, endOf(last), linesOf(list, columnOf(text, offsetOf(seq))));
}

/** Between brackets, JSON is YAML. */
function inFlow(text: string, seq: YAMLSeq, { items }: List): string {
  const end = endOf(seq.items.at(-1) as Node);
  const more = items.map((it) => `, ${JSON.stringify(it)}`).join("");
  return text.slice(0, end) + more + text.slice(end);
}

/** `[]`, or nothing, gives way to a list with a line for each. */
function asBlock(
  text: string,
  { key, value }: Pair<Node, Node | null>,
  list: List,
  indent: string,
): string {
  const isThere = value !== null && isSeq(value);
  const before = isThere ? text.slice(0, offsetOf(value)).trimEnd() : text;
  const after = isThere ? text.slice(endOf(value)) : "";
  return insertedAt(before + after, isThere ? before.length : endOf(key), linesOf(list, indent));
}

function linesOf({ items, flow }: List, indent: string): string {
  const lines = items.map((item) => {
    const written = flow
      ? `- ${stringify(item, { collectionStyle: "flow", lineWidth: 0 })}`
      : stringify([item], { lineWidth: 0 });
    // Not by a pattern: for one, a line ends at U+2028 as well, which a tag may have.
    return written
      .split("\n")
      .map((line) => (line === "" ? line : indent + line))
      .join("\n");
  });
  return lines.join("");
}

/** Puts lines after the line in which `offset` is. */
function insertedAt(text: string, offset: number, lines: string): string {
  const isAtStart = offset > 0 && text[offset - 1] === "\n";
  const found = isAtStart ? offset : text.indexOf("\n", offset) + 1;
  const at = found === 0 ? text.length : found;
  const isWhole = at === 0 || text[at - 1] === "\n";
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const added = (isWhole ? "" : "\n") + lines;
  return text.slice(0, at) + added.replaceAll("\n", ending) + text.slice(at);
}
