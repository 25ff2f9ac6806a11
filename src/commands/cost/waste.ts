import type { spec } from "./waste.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { isComplete, totalUsd } from "../../core/cost/cost.ts";
import { showUsd } from "../../core/fields/field.ts";
import { wasteOf } from "../../core/cost/waste.ts";
import { wasteResource } from "../../core/fields/waste.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { readHoldings, reportScope, reportUnpriced } from "./holdings.ts";

export type WasteOptions = OptionsFor<typeof spec>;

const THIRTY_DAYS = 30 * 86_400_000;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(wasteResource, options, context.settings.output);
  const found = await readHoldings({}, context);
  const { olderThan = THIRTY_DAYS } = options;
  const items = wasteOf(found, {
    now: context.clock.now(),
    olderThanMs: olderThan,
    regions: found.answered,
  });
  reportScope(found, context);
  reportUnpriced(items, context);
  if (items.length > 0) {
    const least = isComplete(items) && found.error === null ? "" : "at least ";
    context.narrator.step(`together ${least}${showUsd(totalUsd(items))} a month`);
  }
  return collection({
    resource: wasteResource,
    items,
    emptyNote: found.error === null ? "Nothing appears to be forgotten." : undefined,
    error: found.error ?? (isComplete(items) ? null : found.unpriced),
  });
};
