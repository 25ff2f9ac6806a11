import type { spec } from "./cost.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { CostRecord } from "../../core/records/cost.ts";
import { ASSUMPTIONS, costLines, groupCosts, isComplete, totalUsd } from "../../core/cost/cost.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { readHoldings, reportScope, reportUnpriced } from "./holdings.ts";

export type CostOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { by = "instance" } = options;
  const found = await readHoldings(options, context);
  const lines = costLines(found);
  reportScope(found, context);
  reportUnpriced(lines, context);
  const dearest = lines.toSorted(
    (a, b) =>
      (b.monthly_usd ?? Infinity) - (a.monthly_usd ?? Infinity) || compareNatural(a.name, b.name),
  );
  const data: CostRecord = {
    by,
    regions: found.regions,
    lines: by === "instance" ? dearest : groupCosts(lines, by),
    total_monthly_usd: totalUsd(lines),
    complete: isComplete(lines) && found.error === null,
    assumptions: ASSUMPTIONS,
  };
  return {
    kind: "report",
    data,
    // What has no tag has no name to go by.
    names: data.lines.flatMap((it) => ("group" in it ? (it.group ?? []) : it.name)),
    // A script reads the total alone: a wrong one must not pass for success.
    error: found.error ?? found.unpriced,
  };
};
