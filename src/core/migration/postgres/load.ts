import { QuantsError } from "../../errors.ts";
import { type ArchiveEntry, isGiven, isTableData } from "./archive-list.ts";
import { notEmpty, present } from "./checks.ts";
import { existing } from "./compare.ts";
import { factsOf, type Migration, noteBegun, seconds, tablesByOid } from "./migration.ts";

/**
 * Makes schemas, types, functions and empty tables, in one transaction: they are all there or none.
 * Rows of an extension's own tables belong to it, as nobody could tell later whether they came.
 */
export async function loadDefinitions(migration: Migration): Promise<void> {
  const { servers, say, waiting, onStage } = migration;
  const { folder, target } = servers;
  const facts = factsOf(migration);
  const wanted = new Set(present(facts));
  const found = present(await target.catalogue());
  if (found.length > 0) {
    const isOurs = folder.state()?.began === true && found.every((name) => wanted.has(name));
    if (!isOurs)
      throw notEmpty(found.filter((name) => !wanted.has(name) || !folder.state()?.began));
    const there = new Set(found);
    const lost = [...wanted].filter((name) => !there.has(name));
    if (lost.length > 0) throw changedMeanwhile(lost);
    return;
  }
  onStage("definitions");
  waiting("making schemas and tables");
  const known = tablesByOid(facts.tables);
  const [before, data] = [
    await servers.list(folder.dump, "pre-data"),
    await servers.list(folder.dump, "data"),
  ];
  const ofExtensions = data.filter((it) => isTableData(it) && !known.has(it.oid));
  noteBegun(migration);
  await target.restore({
    what: "definitions",
    dump: folder.dump,
    entries: [...before.filter((it) => !isGiven(it)), ...ofExtensions],
    atOnce: true,
  });
  say(`${facts.tables.length} tables made, without rows`);
}

/** Copies the rows. One COPY fills one table: what has rows has all of them. */
export async function loadRows(migration: Migration): Promise<void> {
  const { servers, clock, jobs, say, waiting, onStage, copied } = migration;
  const { folder, target } = servers;
  onStage("rows");
  const { tables } = factsOf(migration);
  const known = tablesByOid(tables);
  const entries = await servers.list(folder.dump, "data");
  const filled = await target.filled(tables);
  const left = entries.flatMap((entry) => {
    const table = isTableData(entry) ? known.get(entry.oid) : undefined;
    return table === undefined || filled.has(table) ? [] : [{ entry, table }];
  });
  if (filled.size > 0) say(`${filled.size} of ${tables.length} tables have their rows already`);
  // The largest first, so that no worker is left with it in the end.
  left.sort((one, other) => other.table.bytes - one.table.bytes);
  let done = filled.size;
  const { default: pLimit } = await import("p-limit");
  const limit = pLimit(jobs);
  const failed = new AbortController();
  const copy = async ({
    entry,
    table,
  }: {
    entry: ArchiveEntry;
    table: { oid: number; schema: string; name: string };
  }) => {
    if (failed.signal.aborted) return;
    const name = `${table.schema}.${table.name}`;
    const since = clock.now();
    waiting(`copying ${name}`);
    try {
      await target.restore({ what: `rows of ${name}`, dump: folder.dump, entries: [entry] });
    } catch (error) {
      failed.abort();
      throw error;
    }
    const took = seconds(clock, since);
    copied.set(table.oid, { seconds: took });
    done += 1;
    say(`${name}: copied in ${took} s (${done} of ${tables.length})`);
  };
  const all = await Promise.allSettled(left.map((it) => limit(copy, it)));
  const bad = all.find((it) => it.status === "rejected");
  if (bad !== undefined) throw bad.reason;
  // Both say the same when repeated: setval, and the content of each large object.
  const others = entries.filter(({ text }) => /^(SEQUENCE SET|BLOBS) /.test(text));
  if (others.length > 0) {
    await target.restore({ what: "sequences", dump: folder.dump, entries: others });
  }
}

/** Makes indexes, keys, triggers and the like, but for those that are there. */
export async function loadIndexes(migration: Migration): Promise<void> {
  const { servers, jobs, say, waiting, onStage } = migration;
  const { folder, target } = servers;
  onStage("indexes");
  const facts = factsOf(migration);
  const there = existing(facts.objects, await target.catalogue());
  const entries = await servers.list(folder.dump, "post-data");
  const left = entries.filter((it) => !isGiven(it) && !there.has(`${it.class} ${it.oid}`));
  if (left.length === 0) return;
  say(`making indexes, keys and triggers: ${left.length} of ${entries.length} entries`);
  waiting("making indexes");
  await target.restore({ what: "indexes", dump: folder.dump, entries: left, jobs });
}

function changedMeanwhile(lost: readonly string[]): QuantsError {
  return new QuantsError(
    "conflict",
    `Someone else changed the target: it lacks ${lost.slice(0, 5).join(", ")}, which this migration made.`,
    {
      hint: "Empty the database, or give another one to --to, and begin anew with --restart.",
      resource: lost[0],
    },
  );
}
