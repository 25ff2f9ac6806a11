import type { Digest, DigestRequest, TableFacts } from "../../core/contracts/postgres-control.ts";
import type { PsqlSession } from "./session.ts";
import { identifier, literal, rowHash, tableName } from "./sql.ts";

/** Up to this many rows all are compared: it takes less than a second. */
const FEW_ROWS = 10_000;

const sumOf = (hash: string): string => `coalesce(sum(${hash}), 0)::text`;

/** Counts the rows, and hashes all of them or a sample. */
export async function digestOf(
  session: PsqlSession,
  { table, sample }: DigestRequest,
): Promise<Digest> {
  const from = `ONLY ${tableName(table)}`;
  const rows = await session.json<number>(`SELECT count(*) FROM ${from}`);
  if (rows <= Math.max(sample, FEW_ROWS) || table.key.length === 0) return whole(session, table);
  const scattered = `${from} AS r TABLESAMPLE SYSTEM (${percent(sample, rows)})`;
  const picked = await pick(session, table, `${scattered} ORDER BY random() LIMIT ${sample}`);
  const found = picked.found === sample ? picked : await first(session, table, sample);
  return { rows, compared: found.found, hash: found.hash, keys: JSON.stringify(found.keys) };
}

/** The same rows of the other server's table. */
export async function digestLike(
  session: PsqlSession,
  table: TableFacts,
  { keys }: Digest,
): Promise<Digest> {
  if (keys === null) return whole(session, table);
  const from = `ONLY ${tableName(table)}`;
  const rows = await session.json<number>(`SELECT count(*) FROM ${from}`);
  const columns = table.key.map(({ name, type }) => `${identifier(name)} ${type}`).join(", ");
  const same = table.key.map(({ name }) => `r.${identifier(name)} = k.${identifier(name)}`);
  const { found, hash } = await session.json<{ found: number; hash: string }>(
    `SELECT json_build_object('found', count(*), 'hash', ${sumOf(rowHash("r"))})
     FROM json_to_recordset(${literal(keys)}) AS k (${columns}) JOIN ${from} AS r ON ${same.join(" AND ")}`,
  );
  return { rows, compared: found, hash, keys };
}

async function whole(session: PsqlSession, table: TableFacts): Promise<Digest> {
  const { rows, hash } = await session.json<{ rows: number; hash: string }>(
    `SELECT json_build_object('rows', count(*), 'hash', ${sumOf(rowHash("r"))}) FROM ONLY ${tableName(table)} AS r`,
  );
  return { rows, compared: rows, hash, keys: null };
}

interface Picked {
  found: number;
  hash: string;
  keys: unknown;
}

/** Keys as texts: a large number would lose digits as one of JSON. */
function pick(session: PsqlSession, { key }: TableFacts, from: string): Promise<Picked> {
  const texts = key.map(({ name }) => `${literal(name)}, r.${identifier(name)}::text`).join(", ");
  return session.json<Picked>(
    `SELECT json_build_object('found', count(*), 'hash', ${sumOf("s.hash")},
       'keys', coalesce(json_agg(s.key), '[]'))
     FROM (SELECT json_build_object(${texts}) AS key, ${rowHash("r")} AS hash FROM ${from}) AS s`,
  );
}

function first(session: PsqlSession, table: TableFacts, most: number): Promise<Picked> {
  const order = table.key.map(({ name }) => `r.${identifier(name)}`).join(", ");
  return pick(session, table, `ONLY ${tableName(table)} AS r ORDER BY ${order} LIMIT ${most}`);
}

/**
 * Pages rather than rows are picked, so that a large table is not read a second time: four times as
 * many as are needed, as some hold few rows.
 */
function percent(sample: number, rows: number): string {
  return Math.min(100, Math.max(0.0001, (400 * sample) / rows)).toFixed(4);
}
