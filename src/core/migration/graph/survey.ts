import { QuantsError } from "../../errors.ts";
import { detachedText } from "./detached.ts";
import type { Element, Relationship } from "./element.ts";
import { IdSet } from "./id-set.ts";
import { type Kind, kindOf, type KindRules } from "./kind.ts";
import { type ReadExport, readExport } from "./read-export.ts";

/** The nodes of one set of labels, or the relationships of one type. */
export interface Group {
  of: Element["of"];
  /** Of a relationship, its only type. */
  labels: readonly string[];
  count: number;
  /** The kinds of each property, with how many values are of it. */
  properties: Map<string, Map<Kind, number>>;
}

export interface Survey extends ReadExport {
  nodes: number;
  relationships: number;
  groups: Map<string, Group>;
  /** Values that are null: properties that are not there. */
  nulls: number;
}

/** An export that names relationships before their nodes is held in memory until they come. */
const WAITING_MAX = 2_000_000;

/**
 * Reads the whole export once, before anything is written: whether each element is one, ids are given
 * once, and relationships lead to nodes that are there.
 */
export async function survey(file: string, rules: KindRules, signal: AbortSignal): Promise<Survey> {
  const groups = new Map<string, Group>();
  const ids = { node: new IdSet(), relationship: new IdSet() };
  const waiting: Pick<Relationship, "id" | "start" | "end">[] = [];
  const counts = { node: 0, relationship: 0 };
  let nulls = 0;
  const whole = await readExport(file, signal, (element) => {
    counts[element.of] += 1;
    if (!ids[element.of].add(element.id)) throw twice(file, element);
    if (element.of === "relationship") {
      const { id, start, end } = element;
      if (!ids.node.has(start) || !ids.node.has(end)) {
        const [own, from, to] = [detachedText(id), detachedText(start), detachedText(end)];
        waiting.push({ id: own, start: from, end: to });
      }
      if (waiting.length > WAITING_MAX) throw loose(file, waiting);
    }
    nulls += note(groups, element, rules);
  });
  const left = waiting.filter(({ start, end }) => !ids.node.has(start) || !ids.node.has(end));
  if (left.length > 0) throw loose(file, left);
  if (counts.node === 0) {
    throw new QuantsError("invalid_input", `${file} holds no nodes.`, {
      hint: "Check what was exported, and from which database.",
      resource: file,
    });
  }
  return { ...whole, nodes: counts.node, relationships: counts.relationship, groups, nulls };
}

function labelsOf(element: Element): readonly string[] {
  return element.of === "node" ? element.labels : [element.type];
}

export function groupKey(element: Element): string {
  return JSON.stringify([element.of, labelsOf(element)]);
}

/** The number of its properties that are null. */
function note(groups: Map<string, Group>, element: Element, rules: KindRules): number {
  const key = groupKey(element);
  let group = groups.get(key);
  if (group === undefined) {
    group = { of: element.of, labels: labelsOf(element), count: 0, properties: new Map() };
    groups.set(key, group);
  }
  group.count += 1;
  let nulls = 0;
  for (const [name, value] of Object.entries(element.properties)) {
    const kind = kindOf(value, name, rulesFor(element.of, rules));
    if (kind === null) {
      nulls += 1;
      continue;
    }
    let kinds = group.properties.get(name);
    if (kinds === undefined) group.properties.set(name, (kinds = new Map<Kind, number>()));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return nulls;
}

/** A property of a relationship has one value only. */
export function rulesFor(of: Element["of"], rules: KindRules): KindRules {
  return of === "node" ? rules : { ...rules, lists: "json" };
}

function twice(file: string, { of, id }: Element): QuantsError {
  return new QuantsError("invalid_input", `${file} has two ${of}s with the id ${id}.`, {
    hint: "Export the graph again, into a new file.",
    resource: file,
  });
}

function loose(file: string, left: readonly Pick<Relationship, "id">[]): QuantsError {
  return new QuantsError(
    "invalid_input",
    `${left.length} relationships of ${file} lead to nodes that it does not hold; the first is ${left[0]?.id}.`,
    { hint: "Export all of the graph, nodes included, while nobody writes to it.", resource: file },
  );
}
