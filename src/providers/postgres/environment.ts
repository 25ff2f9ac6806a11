import type { PostgresAddress } from "../../core/migration/postgres/address.ts";
import { QuantsError } from "../../core/errors.ts";
import type { PrivateFolder } from "../../core/files/private-folder.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Not for children: other PostgreSQL settings, other people's secrets, a translation of errors. */
const HIDDEN = /^(PG|QUANTS_|AWS_|LC_|LANG)/;

/**
 * How a child reaches a database, all in its environment: arguments are seen by everybody. The
 * password goes into a file of the run's private folder.
 */
export function serverEnvironment(
  address: PostgresAddress,
  {
    env,
    folder,
    run,
    which,
  }: { env: Env; folder: PrivateFolder; run: string; which: "from" | "to" },
): Record<string, string> {
  const own = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !HIDDEN.test(entry[0]),
  );
  const password = env[`QUANTS_MIGRATE_${which.toUpperCase()}_PASSWORD`];
  const passFile =
    password === undefined || password === ""
      ? env["PGPASSFILE"]
      : folder.write(`pgpass-${which}`, passLine(password));
  return {
    ...Object.fromEntries(own),
    ...address.variables,
    ...(passFile !== undefined && passFile !== "" && { PGPASSFILE: passFile }),
    ...(which === "from" && { PGOPTIONS: "-c default_transaction_read_only=on" }),
    PGAPPNAME: sessionName(run),
    PGCLIENTENCODING: "UTF8",
    LC_ALL: "C",
  };
}

/** What the servers call the sessions of a run. */
export const sessionName = (run: string): string => `quants-ctl ${run}`;

/** libpq takes the probing of idle connections from here alone; a load balancer drops idle ones. */
export const KEEP_ALIVE = "keepalives_idle=30 keepalives_interval=10 keepalives_count=5";

function passLine(password: string): string {
  if (/[\r\n\0]/.test(password)) {
    throw new QuantsError("credentials_invalid", "A password of a database has a line break.", {
      hint: "Set QUANTS_MIGRATE_FROM_PASSWORD and QUANTS_MIGRATE_TO_PASSWORD to the password alone.",
    });
  }
  return `*:*:*:*:${password.replaceAll(/[\\:]/g, "\\$&")}\n`;
}
