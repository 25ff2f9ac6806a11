import { type ErrorCode, QuantsError } from "../../core/errors.ts";

/** What PostgreSQL's programs say, and what that means here. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /password authentication failed|no password supplied|no pg_hba\.conf entry|authentication failed/,
    "credentials_invalid",
    "Check user and password: QUANTS_MIGRATE_FROM_PASSWORD, QUANTS_MIGRATE_TO_PASSWORD or ~/.pgpass, and the server's pg_hba.conf.",
  ],
  [
    /received invalid response|expected authentication request/,
    "invalid_state",
    "What answers there is not PostgreSQL: check host and port in the URL.",
  ],
  [/role ".*" does not exist/, "credentials_invalid", "Check the user in the URL."],
  [/database ".*" does not exist/, "not_found", "Check the database in the URL, or create it."],
  [
    /certificate|SSL|root\.crt/,
    "config_invalid",
    "Check sslmode and sslrootcert in the URL; RDS's certificates are at https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem.",
  ],
  [
    /permission denied|must be (superuser|owner|member)/,
    "access_denied",
    "Use a user with the rights that the message names.",
  ],
  [
    /could not translate host name|Connection refused|timeout expired|No route to host|Connection timed out|No such file or directory|server closed the connection|could not connect/,
    "endpoint_unreachable",
    "Check host and port, that the server is up, and that this machine may reach it; a database in a VPC needs a tunnel.",
  ],
];

/** The error of a program that ended badly; `where` is the address that it worked on. */
export function failureOf(what: string, where: string, said: string): QuantsError {
  const reason = lastWords(said);
  const [, code, hint] = MEANINGS.find(([pattern]) => pattern.test(said)) ?? [
    null,
    "operation_failed" as const,
    "The message is PostgreSQL's own; once its cause is gone, run the command again: it goes on where it was.",
  ];
  return new QuantsError(code, `${what} ${where}: ${reason}`, {
    hint,
    resource: where,
    retryable: code === "endpoint_unreachable",
  });
}

/** The lines that tell what is wrong, without the program's name and what it goes on to say. */
function lastWords(said: string): string {
  const lines = said
    .split("\n")
    .map((it) =>
      it
        .replace(/^(?:psql|pg_dump|pg_restore)(?::<stdin>:\d+)?: (?:error: )?/, "")
        .replace(/^error: /, "")
        .trim(),
    )
    .filter((it) => it !== "" && !/^(LINE \d+:|\^|hint: )/.test(it));
  const first = lines.findIndex((it) => /ERROR|FATAL|error|failed|could not/.test(it));
  const shown = lines.slice(Math.max(0, first), Math.max(0, first) + 3).join("; ");
  return shown === "" ? "it ended without a word." : shown.slice(0, 600);
}
