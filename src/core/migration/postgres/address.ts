import { QuantsError } from "../../errors.ts";

/** A database of a PostgreSQL server, without a password. */
export interface PostgresAddress {
  /** For people and the journal: `postgresql://user@host:5432/db`. */
  label: string;
  database: string;
  /** A socket's folder, or a host's name or address. */
  host: string;
  sslmode: string;
  /** What libpq reads from the environment. */
  variables: Readonly<Record<string, string>>;
}

/** Parameters of the URL that are passed on, and the variable of each. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["host", "PGHOST"],
  ["port", "PGPORT"],
  ["user", "PGUSER"],
  ["dbname", "PGDATABASE"],
  ["sslmode", "PGSSLMODE"],
  ["sslrootcert", "PGSSLROOTCERT"],
  ["sslcert", "PGSSLCERT"],
  ["sslkey", "PGSSLKEY"],
  ["sslcrl", "PGSSLCRL"],
  ["channel_binding", "PGCHANNELBINDING"],
  ["connect_timeout", "PGCONNECT_TIMEOUT"],
  ["gssencmode", "PGGSSENCMODE"],
]);
const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const EXAMPLE = "For example postgresql://user@host:5432/database?sslmode=verify-full";

/** Seconds until a server that does not answer is given up. */
const PATIENCE = "10";

/**
 * Reads a URL as libpq does. One with a password is refused: others see it among the processes.
 * What was given is never shown, as it may hold one.
 */
export function postgresAddress(text: string): PostgresAddress {
  if (/^[^@]*:\/\/[^@]*:[^@]*@/.test(text) || /[?&](?:password|sslpassword)=/i.test(text)) {
    throw new QuantsError("invalid_input", "The URL of a database holds a password.", {
      hint: "Leave it out: set QUANTS_MIGRATE_FROM_PASSWORD and QUANTS_MIGRATE_TO_PASSWORD, or use ~/.pgpass.",
    });
  }
  const match =
    /^postgres(?:ql)?:\/\/(?:([^@/?]*)@)?(\[[0-9a-fA-F:.]+\]|[^:/?[\]]*)(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(
      text.trim(),
    );
  if (match === null) throw wrong("A URL of a database can't be read.");
  const [, user, host = "", port, database, query] = match;
  const found = new Map<string, string>();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== "") found.set(name, decoded(value));
  };
  set("PGUSER", user);
  set("PGHOST", host.replace(/^\[(.*)\]$/, "$1"));
  set("PGPORT", port);
  set("PGDATABASE", database);
  for (const part of (query ?? "").split("&").filter((it) => it !== "")) {
    const [name = "", value = ""] = part.split(/=(.*)/s, 2);
    const variable = PARAMETERS.get(name);
    if (variable === undefined) {
      throw wrong("A URL of a database has a parameter that is not passed on.", known());
    }
    set(variable, value);
  }
  return checked(found);
}

function checked(found: ReadonlyMap<string, string>): PostgresAddress {
  const {
    PGHOST: host,
    PGDATABASE: database,
    PGUSER: user,
    PGPORT: port = "5432",
  } = Object.fromEntries(found);
  if (host === undefined) throw wrong("A URL of a database names no host.");
  if (host.includes(",")) throw wrong("A URL of a database names several hosts.");
  if (database === undefined) throw wrong("A URL names no database.");
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) {
    throw wrong("A URL of a database has a wrong port.");
  }
  const sslmode = found.get("PGSSLMODE") ?? "prefer";
  if (!SSL_MODES.includes(sslmode)) {
    throw wrong("A URL of a database has an unknown sslmode.", `Use ${SSL_MODES.join(", ")}.`);
  }
  const at = host.startsWith("/") ? `[${host}]` : host.includes(":") ? `[${host}]` : host;
  const who = user === undefined ? "" : `${user}@`;
  return {
    label: `postgresql://${who}${at}:${port}/${database}`,
    database,
    host,
    sslmode,
    variables: { PGPORT: port, PGCONNECT_TIMEOUT: PATIENCE, ...Object.fromEntries(found) },
  };
}

/** The same text, once it is known to be an address. */
export function checkedAddress(text: string): string {
  postgresAddress(text);
  return text.trim();
}

/** True where somebody on the way could pose as the server. */
export function isUnverified({ host, sslmode }: PostgresAddress): boolean {
  const isLocal = host.startsWith("/") || /^(127\.|::1$|localhost$)/.test(host);
  return !isLocal && !sslmode.startsWith("verify-");
}

function decoded(text: string): string {
  try {
    const value = decodeURIComponent(text);
    if (!/\p{Cc}/u.test(value)) return value;
  } catch {
    // A percent sign that begins no character.
  }
  throw wrong("A URL of a database has characters that can't be read.");
}

const known = (): string => `Known are ${[...PARAMETERS.keys()].join(", ")}.`;

function wrong(message: string, hint = EXAMPLE): QuantsError {
  return new QuantsError("invalid_input", message, { hint });
}
