import { type CostGroup, type CostGrouping, type CostLine } from "../cost/cost.ts";

/** `cost` in JSON. */
export interface CostRecord {
  by: CostGrouping;
  regions: readonly string[];
  /** `CostLine` by instance, else `CostGroup`; the dearest first. */
  lines: readonly (CostLine | CostGroup)[];
  /** US dollars, of all that has a known price. */
  total_monthly_usd: number;
  /** False when a price is not known or a region did not answer: then it is more. */
  complete: boolean;
  assumptions: readonly string[];
}
