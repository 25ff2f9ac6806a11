import type { VariantCost } from "../cost/stack/components.ts";
import type { StackCostLine } from "../cost/stack/lines.ts";
import type { Total } from "../cost/stack/total.ts";

/** Where prices are from, and how old they are. */
export interface PriceSources {
  files: readonly string[];
  /** Figures in use that are older than 30 days. */
  stale: number;
  /** Date of the oldest figure in use; null when none is. */
  oldest: string | null;
  /** The file that says what use comes to; null without one. */
  usage_file: string | null;
}

/** A line as it will be, or as it was for what goes away. */
export interface CostRow extends StackCostLine {
  change: "added" | "removed" | "kept";
  /** US dollars a month; null where it is not there, or has no price. */
  before_usd: number | null;
  after_usd: number | null;
}

/** `stack cost` in JSON. Money is in US dollars a month of 730 hours. */
export interface StackCostRecord {
  stack: string;
  workspace: string;
  region: string;
  currency: "USD";
  before: Total;
  after: Total;
  difference_usd: number;
  /** False when the price of something before or after is not known. */
  difference_complete: boolean;
  lines: readonly CostRow[];
  prices: PriceSources;
  /** Asked for with --explain: for people, each formula is shown. */
  explained: boolean;
}

/** `stack cost --compare` in JSON. */
export interface StackComparisonRecord {
  stack: string;
  workspace: string;
  region: string;
  currency: "USD";
  variants: readonly VariantCost[];
  prices: PriceSources;
}
