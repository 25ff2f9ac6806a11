import type { Platform } from "../platform/schema.ts";
import { isDeeper, type Stage } from "./stage.ts";

export interface IdleTenant {
  tenant: string;
  stage: Stage;
  /** Days since it was last used; null: nothing measured it, which is not idleness. */
  idle_days: number | null;
  /** What keeps it awake whatever its idleness, such as open orders; null: nothing. */
  veto: string | null;
}

export interface SleepDecision {
  tenant: string;
  from: Stage;
  to: Stage;
  /** Its owner is told, as the tier does not let it sleep by itself. */
  tell: boolean;
  reason: string;
}

type Tier = Platform["tiers"][string];

/** What becomes of a tenant that nobody uses. It never wakes one: who comes back does. */
export function decideSleep(
  { tenant, stage, idle_days: days, veto }: IdleTenant,
  tier: Tier,
  hibernation: NonNullable<Platform["hibernation"]>,
): SleepDecision {
  const stays = (reason: string, tell = false): SleepDecision => ({
    ...{ tenant, from: stage, to: stage, tell, reason },
  });
  if (tier.idle === undefined || tier.idle === "stays") return stays("its tier never sleeps");
  if (days === null) return stays("its use is not measured, and so it is not idle");
  const first = tier.idle_days ?? hibernation.bots_days;
  const text = `idle for ${Math.floor(days)} days`;
  if (days < first) return stays(`${text}, of ${first}`);
  if (tier.idle === "is told") return stays(`${text}: its owner is told`, true);
  const to = stageAfter(days, first, hibernation);
  if (!isDeeper(to, stage)) return stays(`${text}, asleep already`);
  // Only before bots stop: afterwards nothing trades any more.
  if (veto !== null && stage === "awake") return stays(`${text}, but ${veto}`);
  return { tenant, from: stage, to, tell: false, reason: text };
}

function stageAfter(
  days: number,
  first: number,
  {
    bots_days: bots,
    interface_days: interfaces,
    rest_days: rest,
  }: NonNullable<Platform["hibernation"]>,
): Stage {
  if (days >= Math.max(first, rest)) return "rest";
  if (days >= Math.max(first, interfaces)) return "interface";
  return days >= Math.max(first, bots) ? "bots" : "awake";
}
