import { QuantsError } from "../../errors.ts";
import { compareTexts } from "./compare-texts.ts";
import { isWellFormed, type Json, NumberText, parseJson } from "./exact-json.ts";

export type Properties = { readonly [name: string]: Json };

export interface GraphNode {
  of: "node";
  id: string;
  /** Sorted, each once. */
  labels: readonly string[];
  properties: Properties;
}

export interface Relationship {
  of: "relationship";
  id: string;
  type: string;
  start: string;
  end: string;
  properties: Properties;
}

export type Element = GraphNode | Relationship;

/** Where an element stands in its file, for messages. */
export interface Place {
  file: string;
  /** Counted from 1. */
  number: number;
  /** Of its first byte. */
  at: number;
}

/**
 * A node or relationship as Neo4j's `apoc.export.json` and Memgraph's `export_util.json` write them; in
 * the first the ends of a relationship are objects with an id, in the second they are ids.
 * https://neo4j.com/docs/apoc/current/export/json/
 * https://memgraph.com/docs/advanced-algorithms/available-algorithms/export_util
 */
export function elementIn(text: string, place: Place): Element {
  const json = parsed(text, place);
  const properties = json["properties"] ?? {};
  if (!isMap(properties)) throw wrong(place, "its properties are no object");
  const id = idOf(json["id"], place, "id");
  const { type } = json;
  if (type === "node") {
    const labels = json["labels"] ?? [];
    if (!Array.isArray(labels) || !labels.every((it) => typeof it === "string" && it !== "")) {
      throw wrong(place, "its labels are no list of texts");
    }
    return {
      of: "node",
      id,
      labels: [...new Set(labels as string[])].toSorted(compareTexts),
      properties,
    };
  }
  if (type !== "relationship") throw wrong(place, 'its type is neither "node" nor "relationship"');
  const { label } = json;
  if (typeof label !== "string" || label === "") throw wrong(place, "its label is no text");
  const end = (key: "start" | "end"): string => {
    const given = json[key];
    return idOf(isMap(given) ? given["id"] : given, place, key);
  };
  return { of: "relationship", id, type: label, start: end("start"), end: end("end"), properties };
}

function parsed(text: string, place: Place): Properties {
  let json: Json;
  try {
    json = parseJson(text);
  } catch {
    // What the parser says may quote the data.
    throw wrong(place, "it is not JSON");
  }
  if (isMap(json)) return json;
  throw wrong(place, "it is no object");
}

function isMap(value: Json | undefined): value is Properties {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof NumberText)
  );
}

function idOf(value: Json | undefined, place: Place, what: string): string {
  const text = value instanceof NumberText ? value.text : value;
  if (typeof text === "number" || (typeof text === "string" && text !== "")) {
    const id = String(text);
    if (isWellFormed(id) && !/\p{Cc}/u.test(id)) return id;
  }
  throw wrong(place, `its ${what} is no number and no text`);
}

export function wrong({ file, number, at }: Place, why: string): QuantsError {
  return new QuantsError(
    "invalid_input",
    `${file} is no export of a graph: element ${number}, at byte ${at}: ${why}.`,
    {
      hint: 'Export it with Neo4j\'s `CALL apoc.export.json.all("graph.json")` or Memgraph\'s `CALL export_util.json("graph.json")`.',
      resource: file,
    },
  );
}
