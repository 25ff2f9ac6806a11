import { QuantsError } from "../../core/errors.ts";

/** The connection is gone; what was sent last may have been carried out. */
export function lost(name: string, cause?: Error): QuantsError {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  const why = code === undefined ? "" : ` (${code})`;
  return new QuantsError("endpoint_unreachable", `The connection to ${name} was lost${why}.`, {
    hint: "Is the server running? Its own log says why it closed the connection.",
    resource: name,
    retryable: true,
    cause,
  });
}

/** It is connected, and says nothing: it hangs, or is no Redis. */
export function silent(name: string, ms: number): QuantsError {
  return new QuantsError(
    "endpoint_unreachable",
    `${name} has not answered for ${ms / 1_000} seconds.`,
    {
      hint: "Is it a Redis server, and does it get any further? A server that expects TLS needs a URL that begins with rediss://.",
      resource: name,
      retryable: true,
    },
  );
}

export function notRedis(name: string, cause?: unknown): QuantsError {
  return new QuantsError("invalid_input", `${name} answers, but not as Redis does.`, {
    hint: "Check host and port. A server that expects TLS needs a URL that begins with rediss://.",
    resource: name,
    cause,
  });
}

/** Why no connection was made, from what the client library threw. */
export function notConnected(name: string, isTls: boolean, error: Error): QuantsError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (
    /^(WRONGPASS|NOAUTH|NOPERM|ERR (invalid (username|password)|AUTH|Client sent AUTH))/.test(
      message,
    )
  ) {
    return refusedLogin(name, message);
  }
  if (isCertificate(code, message)) {
    return new QuantsError(
      "endpoint_unreachable",
      `The certificate of ${name} is not trusted: ${message}.`,
      {
        hint: "Give the authority that signed it, as a PEM file, with --from-ca or --to-ca. The certificate must be for the host of the URL.",
        resource: name,
        cause: error,
      },
    );
  }
  const why = code === "" ? message : code;
  return new QuantsError("endpoint_unreachable", `${name} can't be reached: ${why}.`, {
    hint: isTls
      ? "Check host, port and firewall, and that the server speaks TLS there."
      : "Check host, port and firewall. A server that expects TLS needs a URL that begins with rediss://.",
    resource: name,
    retryable: true,
    cause: error,
  });
}

export function noDatabase(name: string, database: number, said: string): QuantsError {
  return new QuantsError("invalid_input", `${name} has no database ${database}: ${said}`, {
    hint: "Check the number at the end of the URL; a cluster has only database 0.",
    resource: name,
  });
}

export function refusedLogin(name: string, said: string): QuantsError {
  return new QuantsError("credentials_invalid", `${name} refuses the login: ${said}`, {
    hint: "Passwords come from QUANTS_MIGRATE_FROM_PASSWORD and QUANTS_MIGRATE_TO_PASSWORD, or a file; a user name from the URL.",
    resource: name,
  });
}

function isCertificate(code: string, message: string): boolean {
  return (
    /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)_|ALTNAME/.test(code) || /certificate/i.test(message)
  );
}
