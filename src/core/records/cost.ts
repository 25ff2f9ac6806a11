import { type CostGroup, type CostGrouping, type CostLine } from "../cost/cost.ts";

/** `cost` in JSON. */
export interface CostRecord {
  by: CostGrouping;
  regions: readonly string[];
  /** `CostLine` by instance, otherwise `CostGroup`; the most expensive first. */
  lines: readonly (CostLine | CostGroup)[];
  /** US dollars, for everything with a known price. */
  total_monthly_usd: number;
  /** False if a price is unknown or a region did not answer: then the total is higher. */
  complete: boolean;
  assumptions: readonly string[];
}
