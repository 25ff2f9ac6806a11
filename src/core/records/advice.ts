import type { Evidence } from "../advise/measured.ts";
import type { PastedCommand } from "../text/advice.ts";

/** In the order of what most needs somebody's attention. */
export const ADVICE_KINDS = [
  "too_small",
  "transfer",
  "idle",
  "stopped",
  "too_large",
  "not_measured",
  "not_enough_data",
  "fits",
] as const;

export type AdviceKind = (typeof ADVICE_KINDS)[number];

/** One finding about an instance; it may have several. */
export interface AdviceRecord {
  kind: AdviceKind;
  name: string;
  region: string;
  bundle_id: string;
  /** US dollars; null when the price is unknown, which does not mean free. */
  monthly_usd: number | null;
  /** The plan that is advised; null: none is. */
  to_bundle_id: string | null;
  /** What the command changes in a month, negative if it saves; null: nothing, or it is not known. */
  monthly_difference_usd: number | null;
  /** For people: what was found, in figures. */
  reason: string;
  /** For people: what is not known and may speak against it. */
  caution: string | null;
  /** The command that acts on it; it asks before it does. */
  command: PastedCommand | null;
  /** The measured figures; null when there are none. */
  evidence: Evidence | null;
}
