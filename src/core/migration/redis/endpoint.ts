import type { RedisEndpoint } from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";

type Address = Omit<RedisEndpoint, "password" | "ca">;

const PORT = 6379;

const HINT = "For example redis://host:6379/0, or rediss://user@host:6379 for TLS.";

/** Reads `redis://user@host:port/database`. Throws `invalid_input`, also when it holds a password. */
export function parseRedisUrl(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  // Without the text itself: it may hold a password.
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === "") {
    throw new QuantsError("invalid_input", "That is not the address of a Redis server.", {
      hint: HINT,
    });
  }
  if (url.password !== "") {
    throw new QuantsError("invalid_input", `The address of ${url.host} holds a password.`, {
      hint: "It would show in the process list and the journal. Set QUANTS_MIGRATE_FROM_PASSWORD or QUANTS_MIGRATE_TO_PASSWORD, or give a file with --from-password-file or --to-password-file.",
    });
  }
  const database = /^\/?(\d{1,5})?$/.exec(url.pathname);
  if (database === null || url.search !== "" || url.hash !== "") {
    throw new QuantsError(
      "invalid_input",
      `The address of ${url.host} ends with what is no database number.`,
      {
        hint: HINT,
      },
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    host,
    certificateHost: host,
    port: url.port === "" ? PORT : Number(url.port),
    database: Number(database[1] ?? 0),
    isTls: url.protocol === "rediss:",
    user: url.username === "" ? null : decodeURIComponent(url.username),
  };
}

/** Where it is, without user or password: for people and the journal. */
export function addressOf({ host, port, database }: Address): string {
  return `${host}:${port}/${database}`;
}
