import type { QuantsError } from "../../core/errors.ts";
import type { ScaleChangeRecord, ScaleResult } from "../../core/records/autoscale.ts";

/** What came of a change. */
export interface Outcome extends Pick<ScaleChangeRecord, "done" | "not_done"> {
  result: ScaleResult;
  /** Where it is not that of the change. */
  reason: string | null;
  error: QuantsError | null;
}
