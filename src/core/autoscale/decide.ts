import type { Platform } from "../platform/schema.ts";

type Thresholds = NonNullable<Platform["autoscale"]>;

/** A worker as a decision needs it. Times are milliseconds since 1970. */
export interface ScaledWorker {
  name: string;
  created_at: number;
  tenants: number;
}

/** What is measured of a pool. Shares are from 0 to 1; null: there is no sample of all of its time. */
export interface PoolSample {
  pool: string;
  /** Means over the window. */
  cpu: number | null;
  memory: number | null;
  /** The highest over the calm time of what the pool would have had with one worker less. */
  calm_cpu: number | null;
  calm_memory: number | null;
  tenants: number;
  /** Places of all workers. */
  places: number;
  pending: number;
  workers: readonly ScaledWorker[];
  /** When the pool was last changed; null: not known to have been. */
  changed_at: number | null;
  /** Why none of its workers is given up now, whatever is measured, such as one that is down. */
  unsettled: string | null;
}

export interface PoolLimits {
  min_workers: number;
  max_workers: number;
  /** Why this worker stays whatever is measured: its tenants find no places, say. Null: it may go. */
  whyKept: (worker: string) => string | null;
}

/** One rule with its value, as a dry run shows it. */
export interface RuleRecord {
  rule: string;
  value: string;
  threshold: string;
  /** Whether it asks for a change; null: it can't be told. */
  asks: boolean | null;
}

export interface ScaleDecision {
  pool: string;
  action: "add" | "remove" | "hold";
  /** The worker to remove. */
  worker: string | null;
  reason: string;
  rules: readonly RuleRecord[];
  /** It holds because nothing measures it. */
  is_blind: boolean;
}

const MINUTE_MS = 60_000;
const percent = (value: number | null): string =>
  value === null ? "no sample" : `${Math.round(value * 100)} %`;

/** Adds a worker when any rule asks for one; removes one only when every rule holds without it. */
export function decideScale(
  sample: PoolSample,
  thresholds: Thresholds,
  limits: PoolLimits,
  now: number,
): ScaleDecision {
  const { pool, pending, workers } = sample;
  const up = upRules(sample, thresholds);
  const decision = (
    action: ScaleDecision["action"],
    reason: string,
    rules: readonly RuleRecord[] = up,
    worker: string | null = null,
  ): ScaleDecision => ({ pool, action, worker, reason, rules, is_blind: false });
  const cooling = coolingUntil(sample, thresholds, now);
  const asking = up.filter(({ asks }) => asks === true);
  if (workers.length < limits.min_workers) {
    return decision("add", `it has ${workers.length} workers, and at least ${limits.min_workers}`);
  }
  if (asking.length > 0) {
    const why = asking.map(({ rule, value }) => `${rule} is ${value}`).join(", ");
    if (workers.length >= limits.max_workers) {
      return decision("hold", `${why}, but it has its ${limits.max_workers} workers`);
    }
    if (cooling !== null && pending === 0) return decision("hold", `${why}, but ${cooling}`);
    return decision("add", why);
  }
  const blind = up.filter(({ asks }) => asks === null);
  if (blind.length > 0) {
    const what = blind.map(({ rule }) => rule).join(", ");
    return { ...decision("hold", `there is no sample of ${what}`), is_blind: true };
  }
  return decideRemoval(sample, thresholds, limits, now, { up, cooling, decision });
}

function upRules(sample: PoolSample, thresholds: Thresholds): RuleRecord[] {
  const { cpu, memory, tenants, places, pending, workers } = sample;
  const minutes = `${thresholds.window_minutes} min`;
  const measured = (rule: string, value: number | null, most: number): RuleRecord => ({
    ...{ rule, value: percent(value), threshold: `> ${percent(most)} (mean of ${minutes})` },
    // A pool without workers uses nothing, and nothing measures it.
    asks: value === null ? (workers.length === 0 ? false : null) : value > most,
  });
  const share = places === 0 ? 0 : tenants / places;
  return [
    measured("cpu", cpu, thresholds.cpu),
    measured("memory", memory, thresholds.memory),
    {
      ...{ rule: "tenants", value: percent(share), threshold: `> ${percent(thresholds.tenants)}` },
      asks: share > thresholds.tenants,
    },
    { rule: "pending", value: String(pending), threshold: "> 0", asks: pending > 0 },
  ];
}

interface Before {
  up: readonly RuleRecord[];
  cooling: string | null;
  decision: (
    action: ScaleDecision["action"],
    reason: string,
    rules?: readonly RuleRecord[],
    worker?: string | null,
  ) => ScaleDecision;
}

function decideRemoval(
  sample: PoolSample,
  thresholds: Thresholds,
  limits: PoolLimits,
  now: number,
  { up, cooling, decision }: Before,
): ScaleDecision {
  const { workers, tenants, places } = sample;
  if (workers.length <= limits.min_workers || workers.length <= 1) {
    return decision("hold", "nothing asks for a change");
  }
  const left = (places * (workers.length - 1)) / workers.length;
  const calm = (rule: string, value: number | null, most: number): RuleRecord => ({
    ...{
      rule,
      value: percent(value),
      threshold: `<= ${percent(most)} (${thresholds.calm_minutes} min)`,
    },
    asks: value === null ? null : value <= most,
  });
  const down = [
    calm("cpu without one", sample.calm_cpu, thresholds.cpu),
    calm("memory without one", sample.calm_memory, thresholds.memory),
    {
      ...{ rule: "tenants without one", value: percent(tenants / left) },
      ...{
        threshold: `<= ${percent(thresholds.tenants)}`,
        asks: tenants / left <= thresholds.tenants,
      },
    },
  ];
  const rules = [...up, ...down];
  const busy = down.find(({ asks }) => asks !== true);
  if (busy !== undefined) {
    const why = busy.asks === null ? "has no sample" : `would be ${busy.value}`;
    return decision("hold", `${busy.rule} ${why}`, rules);
  }
  if (cooling !== null) return decision("hold", cooling, rules);
  if (sample.unsettled !== null) return decision("hold", sample.unsettled, rules);
  const oldEnough = workers.filter(
    (it) => now - it.created_at >= thresholds.min_life_minutes * MINUTE_MS,
  );
  const emptiest = oldEnough.toSorted(
    (one, other) => one.tenants - other.tenants || (one.name < other.name ? -1 : 1),
  );
  let kept: string | null = null;
  for (const { name } of emptiest) {
    const why = limits.whyKept(name);
    if (why === null) return decision("remove", "every rule holds without it", rules, name);
    kept ??= `${name}: ${why}`;
  }
  return decision(
    "hold",
    kept === null
      ? `no worker is ${thresholds.min_life_minutes} minutes old`
      : `no worker can go; ${kept}`,
    rules,
  );
}

function coolingUntil(
  { changed_at: changed }: PoolSample,
  { cooldown_minutes: minutes }: Thresholds,
  now: number,
): string | null {
  if (changed === null) return null;
  const left = Math.ceil((changed + minutes * MINUTE_MS - now) / MINUTE_MS);
  return left > 0
    ? `it was changed ${Math.max(0, minutes - left)} minutes ago, and rests for ${left} more`
    : null;
}
