import {
  chooseChange,
  type PoolState,
  type ScaleChange,
  withHalfMade,
} from "../../core/autoscale/choose.ts";
import { whyNotEmptied } from "../../core/autoscale/can-empty.ts";
import { decideScale, type PoolSample } from "../../core/autoscale/decide.ts";
import { type PoolWorkers, poolWorkers } from "../../core/autoscale/pool-workers.ts";
import { type PoolReadings, readPools } from "../../core/autoscale/readings.ts";
import { poolSample } from "../../core/autoscale/sample.ts";
import { waitingByPool } from "../../core/autoscale/waiting.ts";
import { nextName } from "../../core/autoscale/worker-name.ts";
import type { Context } from "../../core/context.ts";
import type { MetricSource } from "../../core/contracts/metric-source.ts";
import type { EngineTenant } from "../../core/contracts/tenant-engine.ts";
import { protectedBy } from "../../core/instances/protection.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { AUTOSCALE } from "../../core/platform/defaults.ts";
import type { PoolScaleRecord } from "../../core/records/autoscale.ts";
import { placementNodes } from "../../core/tenants/placing.ts";
import type { Work } from "../../core/tenants/work.ts";
import { oneRegion } from "../shared/regions.ts";
import { earlierChange } from "./earlier.ts";
import { type History, readHistory } from "./history.ts";

const MINUTE_MS = 60_000;

/** What is looked at. */
export interface Wanted {
  metrics: MetricSource;
  /** By name, the most workers that each may have. */
  pools: ReadonlyMap<string, number>;
  isOnlyLook: boolean;
}

/** All pools as they are at this moment, and what is to be done. */
export interface Seen {
  work: Work;
  history: History;
  pools: readonly PoolScaleRecord[];
  change: ScaleChange | null;
  /** Pools that hold because nothing measures them. */
  blind: readonly string[];
}

export async function look(given: Work, wanted: Wanted, context: Context): Promise<Seen> {
  const { engine, platform } = given;
  const thresholds = platform.autoscale ?? AUTOSCALE;
  // First of all: without an answer nothing is decided, and nothing is finished either.
  const readings = await readPools(wanted.metrics, thresholds, context.signal);
  const manager = await oneRegion(context);
  const work = { ...given, nodes: await engine.nodes() };
  const tenants = await engine.tenants();
  const instances = await manager.listInstances({ signal: context.signal });
  const history = await readHistory(context);
  const waiting = waitingByPool(
    await engine.pending(),
    placementNodes(work.nodes, tenants, platform),
    platform,
  );
  const names = [...work.nodes, ...instances].map(({ name }) => name);
  const looked = [...wanted.pools].map(([pool, most]) => {
    const servers = poolWorkers(pool, work.nodes, instances);
    const sample = sampleOf({ servers, tenants, readings, work, history, waiting });
    const state = stateOf({ servers, sample, most, tenants, work, history });
    return { ...state, nextName: nextName(pool, names), sample, most };
  });
  const earlier = await earlierChange(context, wanted.isOnlyLook);
  const isMeant = earlier !== null && wanted.pools.has(earlier.change.pool);
  return {
    ...{ work, history, pools: looked.map((it) => recordOf(it, work)) },
    change: isMeant ? earlier.change : chooseChange(looked),
    blind: looked
      .filter((it) => it.decision.is_blind && !isNew(it.sample, work))
      .map(({ sample: { pool } }) => pool),
  };
}

/** Beyond the window, what a new target needs to be found. */
const FOUND_MS = 5 * MINUTE_MS;

/** It was changed so lately that nothing can have measured all of it yet. */
function isNew({ changed_at: changed }: PoolSample, { platform, clock }: Work): boolean {
  const { window_minutes: window } = platform.autoscale ?? AUTOSCALE;
  return changed !== null && clock.now() - changed < window * MINUTE_MS + FOUND_MS;
}

interface Facts {
  servers: PoolWorkers;
  tenants: readonly EngineTenant[];
  work: Work;
  history: History;
}

function sampleOf({
  readings,
  waiting,
  work,
  history,
  ...facts
}: Facts & { readings: PoolReadings; waiting: ReadonlyMap<string, number> }): PoolSample {
  const { pool } = facts.servers;
  const more = {
    ...{ readings, maxTenants: work.platform.pools[pool]?.max_tenants ?? 0 },
    ...{ pending: waiting.get(pool) ?? 0, journaledAt: history.changedAt(pool) },
  };
  return poolSample({ ...facts, ...more }, work.clock.now());
}

function stateOf({
  servers,
  sample,
  most,
  tenants,
  work,
  history,
}: Facts & { sample: PoolSample; most: number }): Omit<PoolState, "nextName"> {
  const { platform, nodes, clock } = work;
  // Servers that are no workers yet, or no longer, are paid for all the same.
  const beside = servers.leaving.filter(
    ({ node }) => !servers.workers.some((it) => it.node.id === node),
  );
  const limits = {
    min_workers: Math.min(most, platform.pools[servers.pool]?.min_workers ?? 0),
    max_workers: Math.max(0, most - beside.length),
    whyKept: (name: string): string | null => {
      const worker = servers.workers.find(({ node }) => node.name === name);
      if (worker === undefined) return "it is gone";
      const { node, instance } = worker;
      if (instance === null) return "its server is none of this region, or not one of its pool";
      const tag = protectedBy(instance);
      if (tag !== null) return `it is protected by ${tag}`;
      if (!Object.hasOwn(instance.tags, REQUEST_TAG)) return "its server was made by other means";
      return whyNotEmptied(node, nodes, tenants, platform);
    },
  };
  const thresholds = platform.autoscale ?? AUTOSCALE;
  const decision = decideScale(sample, thresholds, limits, clock.now());
  const { mayFinish } = history;
  const state = { servers, pending: sample.pending, decision, mayFinish, nextName: "" };
  return { ...state, decision: withHalfMade(state) };
}

function recordOf(
  {
    servers: { pool },
    sample,
    decision,
    most,
  }: Omit<PoolState, "nextName"> & {
    sample: PoolSample;
    most: number;
  },
  { platform }: Work,
): PoolScaleRecord {
  const { action, worker, reason, rules } = decision;
  return {
    ...{ pool, action, worker, reason, workers: sample.workers.length },
    min_workers: platform.pools[pool]?.min_workers ?? 0,
    max_workers: most,
    ...{ tenants: sample.tenants, places: sample.places, pending: sample.pending },
    measured: sample.workers.length === 0 || (sample.cpu !== null && sample.memory !== null),
    rules,
  };
}
