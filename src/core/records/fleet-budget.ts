/** What a fleet costs a month, and may cost. Null: a price is not known, or there is no budget. */
export interface FleetBudgetRecord {
  fleet: string;
  budget_usd_per_month: number | null;
  /** Of the instances that exist. */
  monthly_usd_now: number | null;
  /** Of those that the files want. */
  monthly_usd_planned: number | null;
  within_budget: boolean | null;
  /** What the planned cost leaves of the budget; less than zero above it. */
  left_usd: number | null;
  /** By the tag Environment, the dearest first. */
  environments: readonly {
    environment: string | null;
    instances: number;
    monthly_usd_now: number | null;
    monthly_usd_planned: number | null;
  }[];
}
