import type { Instance } from "../model.ts";
import { identityOf } from "../instances/identity.ts";
import type { ScaleDecision } from "./decide.ts";
import type { PoolWorkers } from "./pool-workers.ts";

/** The one change of a run. */
export interface ScaleChange {
  action: "add" | "remove";
  pool: string;
  worker: string;
  /** Of a removal: the id of its node, and what tells its server from others of that name. */
  node: string | null;
  identity: string | null;
  reason: string;
}

export interface PoolState {
  servers: PoolWorkers;
  pending: number;
  decision: ScaleDecision;
  /** Whether a server that is half made may be finished: nobody else is making it. */
  mayFinish: (instance: Instance) => boolean;
  /** Name of a new worker. */
  nextName: string;
}

/**
 * At most one change over all pools, and always the same one for the same facts: what an earlier run
 * left half done first, then pools in which somebody waits, then the others by what they ask for.
 */
export function chooseChange(states: readonly PoolState[]): ScaleChange | null {
  const first = (choose: (state: PoolState) => ScaleChange | null): ScaleChange | null => {
    for (const state of states) {
      const change = choose(state);
      if (change !== null) return change;
    }
    return null;
  };
  return (
    first(leaving) ??
    first((it) => (it.pending > 0 ? addition(it) : null)) ??
    first(finished) ??
    first(addition) ??
    first(removal)
  );
}

/** The decision of a pool with a server that is half made, which comes before a second one. */
export function withHalfMade({ servers, decision, mayFinish }: PoolState): ScaleDecision {
  const [half] = servers.halfMade;
  if (decision.action !== "add" || half === undefined) return decision;
  if (servers.halfMade.some(mayFinish)) return decision;
  return {
    ...decision,
    action: "hold",
    reason: `${decision.reason}, and ${half.name} is being made`,
  };
}

function leaving({ servers: { pool, leaving: going } }: PoolState): ScaleChange | null {
  const [next] = going;
  if (next === undefined) return null;
  const { instance, node } = next;
  const reason = "an earlier run has begun to give it up";
  return {
    ...{ action: "remove", pool, worker: instance.name, node },
    ...{ identity: identityOf(instance), reason },
  };
}

const finishing = (pool: string, worker: string, reason: string): ScaleChange => ({
  ...{ action: "add", pool, worker, node: null, identity: null, reason },
});

function finished({ servers: { pool, halfMade }, mayFinish }: PoolState): ScaleChange | null {
  const half = halfMade.find(mayFinish);
  return half === undefined
    ? null
    : finishing(pool, half.name, "it is a server, and no worker yet");
}

function addition(state: PoolState): ScaleChange | null {
  const { servers, decision, nextName, mayFinish } = state;
  if (withHalfMade(state).action !== "add") return null;
  const half = servers.halfMade.find(mayFinish);
  return finishing(servers.pool, half?.name ?? nextName, decision.reason);
}

function removal({ servers: { pool, workers }, decision }: PoolState): ScaleChange | null {
  const going = workers.find(({ node }) => node.name === decision.worker);
  if (decision.action !== "remove" || going === undefined) return null;
  const { node, instance } = going;
  return {
    ...{ action: "remove", pool, worker: node.name, node: node.id, reason: decision.reason },
    identity: instance === null ? null : identityOf(instance),
  };
}
