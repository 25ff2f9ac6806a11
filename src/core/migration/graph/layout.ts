import { QuantsError } from "../../errors.ts";
import { ownValue } from "../../text/own-value.ts";
import type { Element } from "./element.ts";
import { type Kind, KINDS, kindOf, type KindRules, headerType } from "./kind.ts";
import { headerNames, labelNames } from "./names.ts";
import { type Group, groupKey, rulesFor, type Survey } from "./survey.ts";

/** A column for a property. */
export interface Column {
  /** As in the source. */
  name: string;
  /** Without its type. */
  header: string;
  kind: Kind;
}

/** What the files of a part of the graph look like. */
export interface Shape {
  of: Element["of"];
  labels: readonly string[];
  /** In the cell for labels, or for the type. */
  label: string;
  columns: readonly Column[];
  /** What their names begin with. */
  file: string;
}

/** Where elements go. */
export interface Layout {
  /** The shape of the file that an element goes to, always the same one. */
  shapeFor(element: Element): Shape;
  /** Names that the CSV can't hold: original and what stands for it. */
  renamed: readonly (readonly [string, string])[];
}

interface Planned {
  group: Group;
  rules: KindRules;
  number: number;
  headers: Map<string, string>;
  label: string;
  /** Properties with values of several kinds. */
  mixed: readonly string[];
  shapes: Map<string, Shape>;
}

/**
 * One kind of file for each set of labels and each type of relationship, with a column for every
 * property. Where a property has values of several kinds, the elements go to a file for each, as every
 * column has one type; so a value never changes its own.
 */
export function layoutOf({ groups }: Survey, rules: KindRules): Layout {
  const names = [...groups.values()].flatMap(({ labels }) => labels);
  const labels = labelNames([...new Set(names)]);
  const plans = new Map<string, Planned>();
  const renamed = new Map([...labels].filter(([name, fit]) => name !== fit));
  for (const [key, group] of groups) {
    const headers = headerNames([...group.properties.keys()]);
    for (const [name, fit] of headers) if (name !== fit) renamed.set(name, fit);
    const mixed = [...group.properties].filter(([, kinds]) => kinds.size > 1).map(([name]) => name);
    const label = group.labels.map((it) => labels.get(it) ?? it).join(";");
    const own = { rules: rulesFor(group.of, rules), number: plans.size + 1, shapes: new Map() };
    plans.set(key, { group, headers, label, mixed, ...own });
  }
  return {
    renamed: [...renamed],
    shapeFor: (element) => {
      const plan = plans.get(groupKey(element));
      if (plan === undefined)
        throw new QuantsError("internal", "An element has appeared that the survey did not see.");
      return shapeIn(plan, element);
    },
  };
}

function shapeIn(plan: Planned, element: Element): Shape {
  const { group, rules, mixed, shapes, number, headers, label } = plan;
  const kindIn = (name: string): Kind => {
    const kinds = group.properties.get(name) ?? new Map<Kind, number>();
    const first = KINDS.find((it) => kinds.has(it)) ?? "String";
    const value = ownValue(element.properties, name);
    // What is missing fits anywhere.
    return (mixed.includes(name) && value !== undefined && kindOf(value, name, rules)) || first;
  };
  const variant = mixed.map(kindIn).join(" ");
  const known = shapes.get(variant);
  if (known !== undefined) return known;
  const shape: Shape = {
    of: group.of,
    labels: group.labels,
    label,
    columns: [...group.properties.keys()].map((name) => ({
      name,
      header: headers.get(name) ?? name,
      kind: kindIn(name),
    })),
    file: fileName(group, number, shapes.size + 1),
  };
  shapes.set(variant, shape);
  return shape;
}

function fileName({ of, labels }: Group, number: number, variant: number): string {
  const word =
    labels
      .join("-")
      .replaceAll(/[^\w-]+/g, "_")
      .slice(0, 40) || "unlabelled";
  const kind = of === "node" ? "nodes" : "relationships";
  return `${kind}-${String(number).padStart(4, "0")}-${word}-${variant}`;
}

/** The header row. */
export function headerOf({ of, columns }: Shape): string {
  const system = of === "node" ? [":ID", ":LABEL"] : [":ID", ":START_ID", ":END_ID", ":TYPE"];
  return [...system, ...columns.map(({ header, kind }) => `${header}:${headerType(kind)}`)].join(
    ",",
  );
}
