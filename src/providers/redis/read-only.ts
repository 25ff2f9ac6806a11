import type { RedisCommand } from "../../core/contracts/redis-control.ts";
import { QuantsError } from "../../core/errors.ts";

/**
 * All that is ever sent to a source. None of these writes, nor changes how the server works: those
 * with subcommands are listed with them.
 */
export const READING: ReadonlySet<string> = new Set([
  ...["PING", "SELECT", "INFO", "TIME", "DBSIZE", "SCAN", "TYPE", "EXISTS", "PTTL", "DUMP"],
  ...["GET", "MGET", "STRLEN", "LLEN", "SCARD", "ZCARD", "HLEN", "XLEN"],
  ...["LRANGE", "SMEMBERS", "ZRANGE", "HGETALL", "XRANGE"],
  ...["MEMORY USAGE", "CLUSTER SLOTS", "CLUSTER INFO", "CLUSTER MYID"],
  ...["XINFO STREAM", "XINFO GROUPS"],
]);

/** Throws `internal` for a command that may write. */
export function requireReading([name, second]: RedisCommand): void {
  if (READING.has(name) || (second !== undefined && READING.has(`${name} ${String(second)}`)))
    return;
  throw new QuantsError("internal", `${name} is no command to send to the source of a copy.`, {
    hint: "Nothing was sent. This is a bug in quants-ctl; report it.",
  });
}
