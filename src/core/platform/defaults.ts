import type { Platform } from "./schema.ts";

/** The document's figures, for a file that says nothing else. */
export const HIBERNATION: NonNullable<Platform["hibernation"]> = {
  bots_days: 7,
  interface_days: 14,
  rest_days: 30,
};

export const AUTOSCALE: NonNullable<Platform["autoscale"]> = {
  ...{ cpu: 0.7, memory: 0.8, tenants: 0.8, window_minutes: 10 },
  ...{ calm_minutes: 60, cooldown_minutes: 30, min_life_minutes: 120 },
};

/** Guesses: no figure of the document says how users come and go. */
export const SIMULATION: NonNullable<Platform["simulation"]> = {
  active_days: 5,
  churn_per_month: 0.05,
};
