import type { RedisNode } from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";
import { ask, numberOf, textOf } from "./replies.ts";

/** What a server says of itself. */
export interface ServerFacts {
  /** Changes with every start of the server; null where it tells of none. */
  runId: string | null;
  version: string;
  isPrimary: boolean;
  isCluster: boolean;
  isLoading: boolean;
  usedBytes: number;
  /** 0: no limit. */
  maxBytes: number;
  evictionPolicy: string;
  keys: number;
}

export async function serverFacts(node: RedisNode): Promise<ServerFacts> {
  const info = fields(textOf(await ask(node, "INFO")));
  if (!info.has("redis_version")) {
    throw new QuantsError("invalid_input", `${node.name} is not a Redis server.`, {
      hint: "It answers, but tells of no version of Redis. Check host and port.",
      resource: node.name,
    });
  }
  return {
    runId: info.get("run_id") ?? info.get("master_replid") ?? null,
    version: info.get("redis_version") ?? "",
    isPrimary: (info.get("role") ?? "master") === "master",
    isCluster: info.get("cluster_enabled") === "1",
    isLoading: info.get("loading") === "1",
    usedBytes: Number(info.get("used_memory") ?? 0),
    maxBytes: Number(info.get("maxmemory") ?? 0),
    evictionPolicy: info.get("maxmemory_policy") ?? "noeviction",
    keys: numberOf(await ask(node, "DBSIZE")),
  };
}

function fields(info: string): Map<string, string> {
  return new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1)]] : [];
    }),
  );
}
