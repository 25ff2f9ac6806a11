import type { ScaleChange } from "../../core/autoscale/choose.ts";
import type { Context } from "../../core/context.ts";
import { nullIfMissing } from "../../core/errors.ts";
import { review } from "../infra/resume/review.ts";
import { oneRegion } from "../shared/regions.ts";
import { notedChange } from "./history.ts";

export interface EarlierChange {
  change: ScaleChange;
  /** Id of the operation that began it. */
  operation: string;
}

/**
 * The change that an interrupted run began, and that is still to be finished. What is over, as somebody
 * undid it since or nothing came of it, is settled, unless this is only a look.
 */
export async function earlierChange(
  context: Context,
  isOnlyLook: boolean,
): Promise<EarlierChange | null> {
  const { journal, narrator, signal } = context;
  for (const operation of await journal.unfinished()) {
    const noted = operation.command === "autoscale run" ? notedChange(operation) : undefined;
    if (noted === undefined) continue;
    const change = { ...noted, action: noted.action === "remove" ? "remove" : "add" } as const;
    const { left, over } = await review(operation, false, context);
    const manager = await oneRegion(context);
    const isNothing =
      change.action === "add" &&
      (await nullIfMissing(manager.getInstance(change.worker, { signal }))) === null;
    if (left.length > 0 && !isNothing) return { change, operation: operation.id };
    if (isOnlyLook) continue;
    for (const { why } of over) narrator.step(why);
    journal.settle(operation.id);
  }
  return null;
}
