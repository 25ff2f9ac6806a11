import type { Context } from "../../core/context.ts";
import type { Pair } from "../../core/cutover/pairs.ts";
import { shareAmong } from "../../core/cutover/weights.ts";
import { type Traffic } from "../../core/cutover/traffic.ts";
import { type QuantsError, amended } from "../../core/errors.ts";
import type { CutoverRecord, TrafficShare } from "../../core/records/cutover.ts";
import type { WeightedRecord } from "../../core/contracts/traffic-control.ts";
import { advice, toRun } from "../../core/text/advice.ts";

/** The shares of these records, each among all of its type. */
export function sharesOf(records: readonly WeightedRecord[]): TrafficShare[] {
  return records.map((record) => {
    const ofType = records.filter(({ type }) => type === record.type);
    const share = shareAmong(record, ofType);
    const { type, set_identifier, weight, ttl, targets } = record;
    return { type, set_identifier, weight, share: Math.round(share * 10) / 10, ttl, targets };
  });
}

/** The records as they are in the end; null, with a warning, when they can't be read. */
export async function recordsNow(
  { dns, zone, name }: Traffic,
  { narrator }: Pick<Context, "narrator">,
): Promise<TrafficShare[] | null> {
  try {
    // Without the signal: after an interrupt too, what is there is worth a look.
    return sharesOf(await dns.weightedRecords(zone, name, {}));
  } catch (error) {
    narrator.warn(`the weights of ${name} could not be read: ${(error as Error).message}`);
    return null;
  }
}

export function cutoverRecord(
  action: CutoverRecord["action"],
  { zone, name }: Traffic,
  pairs: readonly Pair[],
  rest: Pick<CutoverRecord, "result" | "changed" | "done" | "not_done" | "records">,
): CutoverRecord {
  const [pair] = pairs;
  return {
    action,
    record: name,
    zone: zone.id,
    from: pair?.from.set_identifier ?? "",
    to: pair?.to.set_identifier ?? "",
    ...rest,
  };
}

/** Says how to go on with traffic that stays where it is. */
export function held(error: QuantsError, name: string): QuantsError {
  return amended(error, {
    hint: advice`The traffic stays where it is. Go on: ${toRun("cutover resume", { argument: name })}\nAll of it at once: ${toRun("cutover promote", { argument: name })}\nBack: ${toRun("cutover abort", { argument: name })}`,
    resource: name,
  });
}
