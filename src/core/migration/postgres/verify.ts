import type { Digest, DumpFacts } from "../../contracts/postgres-control.ts";
import type { PostgresMigrationRecord } from "../../records/postgres-migration.ts";
import { compareObjects, compareSequences, compareTables, differencesOf } from "./compare.ts";
import type { Migration } from "./migration.ts";

/** What was found when both sides were compared. */
export type Comparison = Pick<
  PostgresMigrationRecord,
  "tables" | "objects" | "differences" | "source_changed"
>;

/** Compares the target with the source as the dump has it. Only reads. */
export async function compare(migration: Migration, facts: DumpFacts): Promise<Comparison> {
  const { servers, sample, copied, waiting } = migration;
  const { source, target } = servers;
  const there = await target.catalogue();
  const byName = new Map(there.tables.map((it) => [`${it.schema}.${it.name}`, it]));
  const digests: (Digest | null)[] = [];
  for (const [index, { schema, name }] of facts.tables.entries()) {
    const table = byName.get(`${schema}.${name}`);
    const digest = facts.digests[index];
    waiting(`comparing ${schema}.${name}`);
    digests.push(
      table === undefined || digest === undefined ? null : await target.digestLike(table, digest),
    );
  }
  const tables = compareTables(facts, digests, copied);
  const objects = compareObjects(facts.objects, there.objects);
  const largeObjects = {
    source: facts.large_objects,
    target: { count: there.large_objects, hash: await target.largeObjectsHash(sample) },
  };
  return {
    tables,
    objects,
    differences: differencesOf(
      tables,
      objects,
      compareSequences(facts.sequences, there.sequences),
      largeObjects,
    ),
    source_changed: (await source.rowsWritten()) > facts.rows_written,
  };
}
