import type { Stage } from "../hibernation/stage.ts";

/** `failed`: it was to sleep, and does not. `told`: its owner is to be told. */
export type SleepResult = "stays" | "told" | "planned" | "sleeps" | "failed";

/** What `tenant hibernate run` decided about a tenant, and did. */
export interface SleepRecord {
  tenant: string;
  tier: string;
  from: Stage;
  to: Stage;
  result: SleepResult;
  reason: string;
}
