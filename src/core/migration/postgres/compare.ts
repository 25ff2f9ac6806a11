import type {
  Catalogue,
  Digest,
  DumpFacts,
  ObjectFacts,
  SequenceFacts,
} from "../../contracts/postgres-control.ts";
import type { ComparedKind, MigratedTable } from "../../records/postgres-migration.ts";

/** The copy of a table, by its name. */
export interface Copied {
  seconds: number | null;
}

/** One line for each table; `target` has null for a table that is not there. */
export function compareTables(
  { tables, digests }: Pick<DumpFacts, "tables" | "digests">,
  target: readonly (Digest | null)[],
  copied: ReadonlyMap<number, Copied>,
): MigratedTable[] {
  return tables.map(({ oid, schema, name, bytes }, index) => {
    const source = digests[index];
    const there = target[index] ?? null;
    const { rows = 0, compared = 0 } = source ?? {};
    return {
      table: `${schema}.${name}`,
      rows,
      target_rows: there?.rows ?? null,
      bytes,
      seconds: copied.get(oid)?.seconds ?? null,
      compared_rows: compared,
      equal: there !== null && source !== undefined && isEqual(source, there),
    };
  });
}

function isEqual(one: Digest, other: Digest): boolean {
  return one.rows === other.rows && one.compared === other.compared && one.hash === other.hash;
}

/** Only what the target lacks differs: it may have more, as an extension of its own. */
export function compareObjects(
  source: readonly ObjectFacts[],
  target: readonly ObjectFacts[],
): ComparedKind[] {
  const has = new Set(target.filter((it) => it.is_valid).map(keyOf));
  const count = (all: readonly ObjectFacts[], kind: string): number =>
    all.filter((it) => it.kind === kind).length;
  return [...new Set(source.map(({ kind }) => kind))].map((kind) => ({
    kind,
    source: count(source, kind),
    target: count(target, kind),
    // What is not valid at the source need not be so at the target: a check that old rows fail.
    missing: source
      .filter((it) => it.kind === kind && it.is_valid && !has.has(keyOf(it)))
      .map(({ name }) => name),
  }));
}

const keyOf = ({ kind, name }: Pick<ObjectFacts, "kind" | "name">): string => `${kind} ${name}`;

/** Sequences go on during a dump: the value must lie between those before it and after it. */
export function compareSequences(
  { before, after }: DumpFacts["sequences"],
  target: readonly SequenceFacts[],
): string[] {
  const there = new Map(target.map((it) => [it.name, it]));
  const later = new Map(after.map((it) => [it.name, it]));
  return before.flatMap(({ name, value, cycles }) => {
    const found = there.get(name);
    if (found === undefined) return [`the sequence ${name} is missing`];
    const end = later.get(name)?.value ?? value;
    const isSame = found.value === value || found.value === end;
    const isGood = isSame || cycles || isBetween(found.value, value, end);
    return isGood
      ? []
      : [`the sequence ${name} is at ${found.value ?? "its start"}, not ${end ?? "its start"}`];
  });
}

function isBetween(value: string | null, one: string | null, other: string | null): boolean {
  if (value === null || other === null) return false;
  const [at, end] = [BigInt(value), BigInt(other)];
  if (one === null) return true;
  const start = BigInt(one);
  return start <= end ? at >= start && at <= end : at <= start && at >= end;
}

/** All that differs, in words. */
export function differencesOf(
  tables: readonly MigratedTable[],
  objects: readonly ComparedKind[],
  sequences: readonly string[],
  largeObjects: { source: DumpFacts["large_objects"]; target: DumpFacts["large_objects"] },
): string[] {
  const { source, target } = largeObjects;
  return [
    ...tables.flatMap(({ table, rows, target_rows: there, equal }) =>
      equal === true
        ? []
        : there === null
          ? [`the table ${table} is missing`]
          : there === rows
            ? [`rows of ${table} differ`]
            : [`${table} has ${there} rows, not ${rows}`],
    ),
    ...objects.flatMap(({ kind, missing }) =>
      kind === "table" ? [] : missing.map((name) => `the ${kind} ${name} is missing`),
    ),
    ...sequences,
    ...(source.count === target.count && source.hash === target.hash
      ? []
      : [`large objects differ: ${target.count} of ${source.count} are there`]),
  ];
}

/** What of a dump the target has already. */
export function existing(source: readonly ObjectFacts[], target: Catalogue): ReadonlySet<string> {
  const has = new Set(target.objects.map(keyOf));
  return new Set(source.filter((it) => has.has(keyOf(it))).map((it) => `${it.class} ${it.oid}`));
}
