import type { EngineNode } from "../contracts/tenant-engine.ts";
import type { Instance } from "../model.ts";
import { leavingNode } from "./leaving.ts";

export interface Worker {
  node: EngineNode;
  /** Null: a server of the user's own, or of another region. */
  instance: Instance | null;
}

/** The servers of one pool, by what has become of them. */
export interface PoolWorkers {
  pool: string;
  workers: readonly Worker[];
  /** Servers that have its tags, and are no worker of any pool in the engine. */
  halfMade: readonly Instance[];
  /** Servers that are being given up, with the ids of their nodes. */
  leaving: readonly { instance: Instance; node: string }[];
}

/** `worker add` gives these to its servers. */
const isTaggedAs = ({ tags }: Pick<Instance, "tags">, pool: string): boolean =>
  tags["Service"] === "worker" && tags["Pool"] === pool;

/** A node is called as its server: `worker add` names it so. */
export function poolWorkers(
  pool: string,
  nodes: readonly EngineNode[],
  instances: readonly Instance[],
): PoolWorkers {
  const own = instances.filter((it) => isTaggedAs(it, pool));
  const placed = new Set(nodes.filter((it) => it.pool !== null).map(({ name }) => name));
  const leaving = own.flatMap((instance) => {
    const node = leavingNode(instance);
    return node === null ? [] : [{ instance, node }];
  });
  return {
    pool,
    workers: nodes
      .filter((it) => it.pool === pool)
      .map((node) => ({ node, instance: own.find(({ name }) => name === node.name) ?? null })),
    halfMade: own.filter((it) => !placed.has(it.name) && leavingNode(it) === null),
    leaving,
  };
}
