import type { ServerFacts } from "../../core/contracts/postgres-control.ts";
import type { PsqlSession } from "./session.ts";

const FACTS = `SELECT json_build_object(
  'product', version(),
  'version', split_part(current_setting('server_version'), ' ', 1),
  'major', current_setting('server_version_num')::int / 10000,
  'database_oid', oid::bigint,
  'started', pg_postmaster_start_time()::text,
  'is_standby', pg_is_in_recovery(),
  'encoding', pg_encoding_to_char(encoding),
  'collation', datcollate,
  'user', current_user,
  'may_create', has_database_privilege(oid, 'CREATE')
    AND (to_regnamespace('public') IS NULL OR has_schema_privilege('public', 'CREATE')),
  'extensions', (SELECT coalesce(json_agg(json_build_object('name', extname, 'version', extversion)
      ORDER BY extname), '[]') FROM pg_extension WHERE extname <> 'plpgsql'),
  'available', (SELECT coalesce(json_agg(json_build_object('name', name, 'version', default_version)
      ORDER BY name), '[]') FROM pg_available_extensions))
FROM pg_database WHERE datname = current_database()`;

export async function readFacts(session: PsqlSession): Promise<ServerFacts> {
  const facts = await session.json<Omit<ServerFacts, "system">>(FACTS);
  // Asked first: the planner would check the right even in a branch that is not taken.
  const mayAsk = await session.json<boolean>(
    "SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')::text",
  );
  const system = mayAsk
    ? await session.json<string>("SELECT to_json(system_identifier::text) FROM pg_control_system()")
    : null;
  return { ...facts, system };
}
