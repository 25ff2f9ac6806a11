/** A name in a statement, whatever characters it has. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const tableName = ({ schema, name }: { schema: string; name: string }): string =>
  `${identifier(schema)}.${identifier(name)}`;

/** Of what users made: not the system's own, and no member of an extension. */
export const isUsers = (schema: string): string =>
  `${schema}.nspname <> 'information_schema' AND ${schema}.nspname !~ '^pg_'`;

export const noMember = (catalogue: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = ${oid} AND deptype = 'e')`;

/** The text of a row, live columns only, as a number that does not depend on the order of rows. */
export const rowHash = (row: string): string =>
  `('x' || encode(substr(sha256(convert_to(ROW(${row}.*)::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint`;
