import type { Catalogue, Digest, DumpFacts } from "../../contracts/postgres-control.ts";
import { checkSpace } from "./checks.ts";
import type { Migration } from "./migration.ts";

/**
 * Dumps the source and, in the same snapshot, counts and hashes what the dump must hold. Unless an
 * earlier run did so to the end: a part of a dump is of no use.
 */
export async function takeDump(migration: Migration): Promise<void> {
  const { servers, jobs, say, waiting } = migration;
  const { folder, source } = servers;
  const known = folder.readFacts();
  if (known !== null) {
    say(`going on with the dump of ${known.taken_at}`);
    return;
  }
  migration.onStage("dump");
  folder.removeDump();
  const facts = await inSnapshot(migration, async ({ id, at }, catalogue) => {
    checkSpace(folder.free(), catalogue, folder.path);
    say(`dumping ${catalogue.tables.length} tables as they were at ${at}`);
    waiting("pg_dump is working");
    await source.dump({ folder: folder.dump, snapshot: id, jobs });
  });
  folder.saveFacts(facts);
}

/** The source as it is now. */
export async function factsNow(migration: Migration): Promise<DumpFacts> {
  return inSnapshot(migration, async () => undefined);
}

/** Tells what is in a snapshot of the source, and meanwhile does something else with it. */
async function inSnapshot(
  migration: Pick<Migration, "servers" | "sample">,
  work: (snapshot: { id: string; at: string }, catalogue: Catalogue) => Promise<void>,
): Promise<DumpFacts> {
  const { sample, servers } = migration;
  const { source } = servers;
  const rowsWritten = await source.rowsWritten();
  const snapshot = await source.beginSnapshot();
  const catalogue = await source.catalogue();
  const [, digests, hash] = await Promise.all([
    work(snapshot, catalogue),
    digestsOf(migration, catalogue),
    source.largeObjectsHash(sample),
  ]);
  await source.endSnapshot();
  const after = await source.catalogue();
  return {
    taken_at: snapshot.at,
    tables: catalogue.tables,
    objects: catalogue.objects,
    sequences: { before: catalogue.sequences, after: after.sequences },
    digests,
    large_objects: { count: catalogue.large_objects, hash },
    rows_written: rowsWritten,
  };
}

/** What each table holds, in order. */
async function digestsOf(
  { servers: { source }, sample }: Pick<Migration, "servers" | "sample">,
  { tables }: Catalogue,
): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (const table of tables) digests.push(await source.digest({ table, sample }));
  return digests;
}
