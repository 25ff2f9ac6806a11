import { type MetricSample, valuesBy } from "../contracts/metric-source.ts";
import type { Platform } from "../platform/schema.ts";
import { decideSleep, type SleepDecision } from "./decide.ts";
import { type Stage } from "./stage.ts";

export interface SweptTenant {
  name: string;
  tier: string;
  stage: Stage;
}

const SECONDS_PER_DAY = 86_400;

/**
 * What becomes of each tenant. `vetoOf` is asked only about those that would fall asleep; one of a
 * tier that the platform's file does not have stays as it is.
 */
export async function sweep(
  tenants: readonly SweptTenant[],
  { tiers }: Platform,
  hibernation: NonNullable<Platform["hibernation"]>,
  idleDays: ReadonlyMap<string, number>,
  vetoOf: (tenant: string) => Promise<string | null>,
): Promise<SleepDecision[]> {
  const decisions: SleepDecision[] = [];
  for (const { name, tier: tierName, stage } of tenants) {
    const tier = Object.hasOwn(tiers, tierName) ? tiers[tierName] : undefined;
    if (tier === undefined) {
      const reason = `the platform's file has no tier ${tierName}`;
      decisions.push({ tenant: name, from: stage, to: stage, tell: false, reason });
      continue;
    }
    const idle = { tenant: name, stage, idle_days: idleDays.get(name) ?? null, veto: null };
    const first = decideSleep(idle, tier, hibernation);
    const fallsAsleep = stage === "awake" && first.to !== "awake";
    const veto = fallsAsleep ? await vetoOf(name) : null;
    decisions.push(veto === null ? first : decideSleep({ ...idle, veto }, tier, hibernation));
  }
  return decisions;
}

/**
 * Days since each tenant was last used, by the label `tenant` of samples in seconds. Of several
 * samples the smallest counts: somebody has used it. A negative one is a clock that is wrong.
 */
export function idleDaysFrom(samples: readonly MetricSample[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const [tenant, value] of valuesBy("tenant", samples)) {
    const found = Math.max(0, value) / SECONDS_PER_DAY;
    days.set(tenant, Math.min(found, days.get(tenant) ?? Infinity));
  }
  return days;
}
