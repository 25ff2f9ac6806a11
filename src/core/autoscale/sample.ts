import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { nodesOf } from "../tenants/placing.ts";
import type { PoolSample, ScaledWorker } from "./decide.ts";
import type { PoolWorkers, Worker } from "./pool-workers.ts";
import { type PoolReadings, usageOf } from "./readings.ts";

export interface PoolFacts {
  servers: PoolWorkers;
  /** Of the whole platform. */
  tenants: readonly EngineTenant[];
  readings: PoolReadings;
  /** Places of one worker. */
  maxTenants: number;
  pending: number;
  /** When the journal tells of its last change. */
  journaledAt: number | null;
}

/** What a pool's decision goes by. */
export function poolSample(facts: PoolFacts, now: number): PoolSample {
  const { servers, tenants, readings, maxTenants, pending, journaledAt } = facts;
  const { pool, workers } = servers;
  // What is on a server that is down waits for it: a place elsewhere would not help.
  const up = new Set(
    workers.filter(({ node }) => node.state !== "down").map(({ node }) => node.id),
  );
  const ready = workers.filter(({ node }) => node.state === "ready");
  const changes = [...workers.flatMap(timesOf), ...(journaledAt === null ? [] : [journaledAt])];
  return {
    pool,
    ...usageOf(pool, workers.length, readings),
    tenants: tenants.filter((it) => nodesOf(it).some((id) => up.has(id))).length,
    places: ready.length * maxTenants,
    pending,
    workers: workers.map((it) => scaled(it, tenants, now)),
    changed_at: changes.length === 0 ? null : Math.min(now, Math.max(...changes)),
    unsettled: whyUnsettled(facts),
  };
}

/** When it was made, and when it joined. */
const timesOf = ({ node, instance }: Worker): number[] =>
  [instance?.created_at, node.joined_at].flatMap((it) => {
    const time = Date.parse(it ?? "");
    return Number.isNaN(time) ? [] : [time];
  });

function scaled(worker: Worker, tenants: readonly EngineTenant[], now: number): ScaledWorker {
  const { id, name } = worker.node;
  const [first] = timesOf(worker);
  return {
    name,
    // Of unknown age: as if it were new.
    created_at: first ?? now,
    tenants: tenants.filter((it) => nodesOf(it).includes(id)).length,
  };
}

function whyUnsettled({ servers, tenants }: PoolFacts): string | null {
  const { workers, halfMade, leaving } = servers;
  const other = workers.find(({ node }) => node.state !== "ready");
  if (other !== undefined) return `${other.node.name} is ${other.node.state}`;
  const [half] = halfMade;
  if (half !== undefined) return `${half.name} has not joined`;
  const [going] = leaving;
  if (going !== undefined) return `${going.instance.name} is being given up`;
  const ids = new Set(workers.map(({ node }) => node.id));
  const moving = tenants.find(
    (it) => (it.move ?? it.restore) !== null && nodesOf(it).some((id) => ids.has(id)),
  );
  return moving === undefined ? null : `${moving.name} is on the move`;
}
