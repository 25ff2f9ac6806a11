import type { Catalogue } from "../../core/contracts/postgres-control.ts";
import type { PsqlSession } from "./session.ts";
import { isUsers, noMember } from "./sql.ts";

const TABLES = `SELECT coalesce(json_agg(json_build_object(
  'oid', c.oid::bigint, 'schema', n.nspname, 'name', c.relname,
  'bytes', pg_table_size(c.oid), 'estimated_rows', c.reltuples,
  'key', (SELECT coalesce(json_agg(json_build_object('name', a.attname,
             'type', format_type(a.atttypid, a.atttypmod)) ORDER BY array_position(i.indkey::int2[], a.attnum)), '[]')
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = c.oid AND i.indisprimary))
  ORDER BY pg_table_size(c.oid) DESC, c.oid), '[]')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${isUsers("n")} AND ${noMember("pg_class", "c.oid")}`;

const RELATIONS = `SELECT 'pg_class'::regclass::oid AS class, c.oid,
  CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view'
    WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
    WHEN 'c' THEN 'type' ELSE 'index' END AS kind,
  n.nspname || '.' || c.relname AS name, coalesce(i.indisvalid, true) AS is_valid
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_index i ON i.indexrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c', 'i', 'I') AND c.relpersistence <> 't'
  AND ${isUsers("n")} AND ${noMember("pg_class", "c.oid")}
  AND (i.indrelid IS NULL OR ${noMember("pg_class", "i.indrelid")})`;

/** Keys to the partitions of other tables are made along with the key itself, under other names. */
const CONSTRAINTS = `SELECT 'pg_constraint'::regclass::oid, k.oid, 'constraint',
  n.nspname || '.' || coalesce(c.relname, t.typname) || ' ' || k.conname, k.convalidated
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND NOT (k.contype = 'f' AND k.conparentid <> 0)
  AND ${isUsers("n")} AND ${noMember("pg_class", "k.conrelid")} AND ${noMember("pg_type", "k.contypid")}`;

/** A view's own rule is made twice where views refer to each other in a circle. */
const OF_TABLES = [
  ["pg_trigger", "tgname", "tgrelid", "trigger", "NOT o.tgisinternal"],
  ["pg_rewrite", "rulename", "ev_class", "rule", "o.rulename <> '_RETURN'"],
  ["pg_policy", "polname", "polrelid", "policy", "true"],
].map(
  ([
    catalogue,
    name,
    table,
    kind,
    which,
  ]) => `SELECT '${catalogue}'::regclass::oid, o.oid, '${kind}',
  n.nspname || '.' || c.relname || ' ' || o.${name}, true
FROM ${catalogue} o JOIN pg_class c ON c.oid = o.${table} JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${which} AND ${isUsers("n")} AND ${noMember("pg_class", "c.oid")}`,
);

const IN_SCHEMAS = [
  ["pg_proc", "proname", "pronamespace", "function", "true"],
  ["pg_type", "typname", "typnamespace", "type", "o.typtype IN ('e', 'd', 'r')"],
  ["pg_statistic_ext", "stxname", "stxnamespace", "statistics", "true"],
].map(
  ([
    catalogue,
    name,
    schema,
    kind,
    which,
  ]) => `SELECT '${catalogue}'::regclass::oid, o.oid, '${kind}',
  n.nspname || '.' || o.${name}${kind === "function" ? " || '(' || pg_get_function_identity_arguments(o.oid) || ')'" : ""}, true
FROM ${catalogue} o JOIN pg_namespace n ON n.oid = o.${schema}
WHERE ${which} AND ${isUsers("n")} AND ${noMember(catalogue ?? "", "o.oid")}${
    // A range makes its constructors itself.
    kind === "function"
      ? " AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = o.oid AND deptype = 'i')"
      : ""
  }`,
);

const OTHERS = [
  "SELECT 'pg_extension'::regclass::oid, oid, 'extension', extname::text, true FROM pg_extension WHERE extname <> 'plpgsql'",
  "SELECT 'pg_event_trigger'::regclass::oid, oid, 'event trigger', evtname::text, true FROM pg_event_trigger o WHERE " +
    noMember("pg_event_trigger", "o.oid"),
];

const OBJECTS = `SELECT coalesce(json_agg(json_build_object('class', class::bigint, 'oid', oid::bigint,
  'kind', kind, 'name', name, 'is_valid', is_valid) ORDER BY kind, name), '[]')
FROM (${[RELATIONS, CONSTRAINTS, ...OF_TABLES, ...IN_SCHEMAS, ...OTHERS].join("\nUNION ALL\n")}) AS o`;

const SEQUENCES = `SELECT coalesce(json_agg(json_build_object(
  'name', schemaname || '.' || sequencename, 'value', last_value::text, 'cycles', cycle)
  ORDER BY schemaname, sequencename), '[]') FROM pg_sequences`;

/** Columns of tables and of indexes: an index over an expression has a type of its own. */
const VECTORS = `SELECT coalesce(json_agg(json_build_object(
  'table', n.nspname || '.' || coalesce(t.relname, c.relname),
  'index', CASE WHEN i.indexrelid IS NOT NULL THEN n.nspname || '.' || c.relname END,
  'type', y.typname, 'dimensions', nullif(a.atttypmod, -1)) ORDER BY c.relname), '[]')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type y ON y.oid = a.atttypid
LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
LEFT JOIN pg_am m ON m.oid = c.relam
WHERE y.typname IN ('vector', 'halfvec') AND NOT a.attisdropped AND ${isUsers("n")}
  AND (c.relkind IN ('r', 'p') OR (c.relkind IN ('i', 'I') AND m.amname IN ('hnsw', 'ivfflat')))`;

const SUMS = `SELECT json_build_object(
  'large_objects', (SELECT count(*) FROM pg_largeobject_metadata),
  'other_owners', (SELECT count(DISTINCT c.relowner) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${isUsers("n")} AND ${noMember("pg_class", "c.oid")} AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)),
  'bytes', (SELECT coalesce(sum(pg_table_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND ${isUsers("n")})
   + pg_table_size('pg_largeobject'))`;

type Sums = Pick<Catalogue, "large_objects" | "other_owners" | "bytes">;

/** What is in the database, but for the rows. */
export async function readCatalogue(session: PsqlSession): Promise<Catalogue> {
  return {
    tables: await session.json<Catalogue["tables"]>(TABLES),
    objects: await session.json<Catalogue["objects"]>(OBJECTS),
    sequences: await session.json<Catalogue["sequences"]>(SEQUENCES),
    vectors: await session.json<Catalogue["vectors"]>(VECTORS),
    ...(await session.json<Sums>(SUMS)),
  };
}
