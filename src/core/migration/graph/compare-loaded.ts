import type { QueryRow } from "../../contracts/graph-database.ts";
import { QuantsError } from "../../errors.ts";
import { objectOf, textsOf } from "../../text/json.ts";
import { ownValue } from "../../text/own-value.ts";
import { compareTexts } from "./compare-texts.ts";
import { canonical } from "./cell.ts";
import { loadedId } from "./csv-writer.ts";
import { type Json, jsonText, NumberText } from "./exact-json.ts";
import { isSet, type Kind, kindOf, memberKind } from "./kind.ts";
import type { Manifest } from "./manifest.ts";
import type { Sampled } from "./read-back.ts";
import type { GraphTarget } from "./target.ts";

/** A label of nodes or a type of relationships, with how many there are. */
export interface LabelCount {
  of: "node" | "relationship";
  /** Null: all of them. */
  label: string | null;
  expected: number;
  found: number;
}

/** What Neptune gives a node without a label. */
const DEFAULT_LABEL = "vertex";
/** An answer holds so many elements, whose texts may be long. */
const BATCH = 10;
const DIFFERENCES_TOLD = 5;

/** Counts everything, and by label and type. */
export async function countLoaded(
  { database, signal }: GraphTarget,
  manifest: Manifest,
): Promise<LabelCount[]> {
  const counts: LabelCount[] = [];
  for (const it of expectedCounts(manifest)) {
    const name = it.label === null ? "" : `:\`${it.label.replaceAll("`", "``")}\``;
    const pattern = it.of === "node" ? `(e${name})` : `()-[e${name}]->()`;
    const [row] = await database.query(`MATCH ${pattern} RETURN count(e) AS n`, {}, { signal });
    counts.push({ ...it, found: Number(row?.["n"] ?? Number.NaN) });
  }
  return counts;
}

/** Labels as they are in the target. */
export function expectedCounts({
  nodes,
  relationships,
  files,
}: Manifest): Omit<LabelCount, "found">[] {
  const byLabel = new Map<string, Omit<LabelCount, "found">>();
  for (const { of, label, rows } of files) {
    for (const name of labelsIn(label)) {
      const key = `${of} ${name}`;
      const expected = (byLabel.get(key)?.expected ?? 0) + rows;
      byLabel.set(key, { of, label: name, expected });
    }
  }
  return [
    { of: "node", label: null, expected: nodes },
    { of: "relationship", label: null, expected: relationships },
    ...byLabel.values(),
  ];
}

function labelsIn(cell: string): string[] {
  return cell === "" ? [DEFAULT_LABEL] : cell.split(";");
}

/** Compares each of the sample, property by property. Resolves with what differs, and what is empty. */
export async function compareSample(
  { database, signal }: GraphTarget,
  sample: readonly Sampled[],
): Promise<{ differences: string[]; lostEmpty: number }> {
  const differences: string[] = [];
  let lostEmpty = 0;
  for (const of of ["node", "relationship"] as const) {
    const own = sample.filter(({ element }) => element.of === of);
    const pattern = of === "node" ? "(e)" : "()-[e]->()";
    for (let from = 0; from < own.length; from += BATCH) {
      const batch = own.slice(from, from + BATCH);
      const ids = batch.map(({ element }) => loadedId(of, element.id));
      const query = `MATCH ${pattern} WHERE id(e) IN $ids RETURN e`;
      const rows = await database.query(query, { ids }, { signal });
      const found = new Map(rows.map((row) => byId(row)));
      for (const [index, it] of batch.entries()) {
        const result = differenceOf(it, found.get(ids[index] ?? ""));
        differences.push(...result.differences);
        lostEmpty += result.lostEmpty;
      }
    }
  }
  return { differences, lostEmpty };
}

function byId(row: QueryRow): [string, Readonly<Record<string, unknown>>] {
  const element = objectOf(row["e"]);
  return [String(element["~id"]), element];
}

function differenceOf(
  { element, file }: Sampled,
  found: Readonly<Record<string, unknown>> | undefined,
): { differences: string[]; lostEmpty: number } {
  const name = `${element.of} ${element.id}`;
  if (found === undefined) return { differences: [`${name} is missing`], lostEmpty: 0 };
  const differences: string[] = [];
  let lostEmpty = 0;
  const shape =
    element.of === "node"
      ? [
          labelsIn(file.label).toSorted(compareTexts),
          textsOf(found["~labels"]).toSorted(compareTexts),
        ]
      : [
          [loadedId("node", element.start), loadedId("node", element.end), file.label],
          [found["~start"], found["~end"], found["~type"]],
        ];
  if (JSON.stringify(shape[0]) !== JSON.stringify(shape[1])) {
    differences.push(`${name} has other ${element.of === "node" ? "labels" : "ends"}`);
  }
  const there = objectOf(found["~properties"]) as Readonly<Record<string, Json>>;
  const known = new Set<string>();
  for (const { name: property, header, kind } of file.columns) {
    known.add(header);
    const expected = ownValue(element.properties, property);
    const value = ownValue(there, header) ?? null;
    if (expected === undefined && value === null) continue;
    if (expected === "" && value === null) lostEmpty += 1;
    else if (expected === undefined || !isEqual(expected, value, kind)) {
      differences.push(`${name}: ${property} differs`);
    }
  }
  for (const property of Object.keys(there)) {
    if (!known.has(property)) differences.push(`${name}: ${property} is not in the export`);
  }
  return { differences, lostEmpty };
}

/** Of a set the database returns one value, or all of them. */
function isEqual(expected: Json, found: Json, kind: Kind): boolean {
  if (isSet(kind)) {
    const one = memberKind(kind);
    const all = (expected as readonly Json[]).map((it) => canonical(it, one));
    const values = Array.isArray(found) ? (found as readonly Json[]) : [found];
    return values.every((it) => isOf(it, one) && all.includes(canonical(it, one)));
  }
  if (!isOf(found, kind)) return false;
  return kind === "Json"
    ? found === jsonText(expected)
    : canonical(expected, kind) === canonical(found, kind);
}

function isOf(value: Json, kind: Kind): boolean {
  if (kind === "Bool") return typeof value === "boolean";
  if (kind === "Double") return typeof value === "number" || value instanceof NumberText;
  if (kind === "Long") return kindOf(value, "", { datetimes: [], lists: "json" }) === "Long";
  return typeof value === "string";
}

/** Throws `conflict` unless the graph is there as it was exported. */
export function requireEqual(
  counts: readonly LabelCount[],
  differences: readonly string[],
  isAdded: boolean,
  endpoint: string,
): void {
  const wrong = counts
    // What was there before is not known by label.
    .filter(({ expected, found }) => (isAdded ? !(found >= expected) : found !== expected))
    .map(
      ({ of, label, expected, found }) =>
        `${found} of ${expected} ${of}s${label === null ? "" : ` ${label}`}`,
    );
  const all = [...wrong, ...differences];
  if (all.length === 0) return;
  const rest = all.length > DIFFERENCES_TOLD ? `; and ${all.length - DIFFERENCES_TOLD} more` : "";
  throw new QuantsError(
    "conflict",
    `The graph at ${endpoint} differs from the export: ${all.slice(0, DIFFERENCES_TOLD).join("; ")}${rest}.`,
    {
      hint: "See that nobody else writes to it, then run the command again; it loads nothing a second time.",
      resource: endpoint,
    },
  );
}
