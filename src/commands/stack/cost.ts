import type { Context } from "../../core/context.ts";
import type { Stack } from "../../core/contracts/terraform-control.ts";
import { variantCost } from "../../core/cost/stack/components.ts";
import { cents, type StackCostLine, stackLines } from "../../core/cost/stack/lines.ts";
import { readSides } from "../../core/cost/stack/plan.ts";
import { type Figure, staleness } from "../../core/cost/stack/prices.ts";
import { joinSides, type Total, totalOf } from "../../core/cost/stack/total.ts";
import type { VariantSpec } from "../../core/cost/stack/variants.ts";
import { QuantsError } from "../../core/errors.ts";
import type {
  PriceSources,
  StackComparisonRecord,
  StackCostRecord,
} from "../../core/records/stack-cost.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { oneRegionName } from "../shared/regions.ts";
import type { spec } from "./cost.spec.ts";
import { readPrices, readUsageFile, readVariantsFile } from "./cost/files.ts";
import { stackRequest } from "./request.ts";

type CostOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const variants =
    options.compare === undefined ? null : await readVariantsFile(options.compare, context);
  if (variants !== null) {
    const data = await compare(variants, options, context);
    const error = options.failOnUnpriced === true ? unpriced(data.variants, data.stack) : null;
    return { kind: "report", data, names: data.variants.map(({ name }) => name), error };
  }
  const data = await costOf(options, context);
  const error =
    (options.failOnUnpriced === true ? unpriced([data.before, data.after], data.stack) : null) ??
    dearer(data, options.failOnIncrease);
  return { kind: "report", data, names: [data.stack], error };
};

interface Priced {
  stack: string;
  workspace: string;
  region: string;
  before: StackCostLine[];
  after: StackCostLine[];
  priceFiles: string[];
  usageFile: string | null;
}

async function costOf(options: CostOptions, context: Context): Promise<StackCostRecord> {
  const priced = await planned(options, context);
  const { stack, workspace, region, before, after } = priced;
  const [was, will] = [totalOf(before), totalOf(after)];
  return {
    ...{ stack, workspace, region, currency: "USD", before: was, after: will },
    difference_usd: cents(will.monthly_usd - was.monthly_usd),
    difference_complete: was.complete && will.complete,
    lines: joinSides(before, after).flatMap(({ before: old, after: now }) => {
      const line = now ?? old;
      if (line === null) return [];
      const change = old === null ? "added" : now === null ? "removed" : "kept";
      return [
        {
          ...line,
          change,
          before_usd: old?.monthly_usd ?? null,
          after_usd: now?.monthly_usd ?? null,
        },
      ];
    }),
    prices: pricesOf([priced], context),
    explained: options.explain === true,
  };
}

/** Plans the stack with the variables of each variant; one that is no stack has only its lines. */
async function compare(
  variants: readonly VariantSpec[],
  options: CostOptions,
  context: Context,
): Promise<StackComparisonRecord> {
  const { varFile = [] } = options;
  const costs = [];
  const all: Priced[] = [];
  for (const { name, varFiles, lines } of variants) {
    context.narrator.step(`${name}: ${varFiles === null ? "lines of its own" : "planning"}`);
    const priced =
      varFiles === null
        ? null
        : await planned({ ...options, varFile: [...varFile, ...varFiles] }, context);
    if (priced !== null) all.push(priced);
    costs.push(variantCost(name, priced?.after ?? [], lines));
  }
  const [first] = all;
  return {
    stack: first?.stack ?? options.argument ?? "",
    workspace: first?.workspace ?? "",
    region: first?.region ?? (await oneRegionName(context)),
    currency: "USD",
    variants: costs,
    prices: pricesOf(all, context),
  };
}

async function planned(options: CostOptions, context: Context): Promise<Priced> {
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const { usage, file } = await readUsageFile(options.usage, stack.directory, context);
    const { before, after, region } = await sidesOf(stack, context);
    const prices = readPrices(stack.directory, region, stack.name);
    const [was, will] = [stackLines(before, prices, usage), stackLines(after, prices, usage)];
    return {
      ...{ stack: stack.name, workspace: stack.workspace, region, before: was, after: will },
      ...{ priceFiles: prices.files, usageFile: file },
    };
  });
}

/** What was priced by; warns once of prices that are old, however many variants use them. */
function pricesOf(all: readonly Priced[], context: Context): PriceSources {
  const [first] = all;
  const figures = new Map<string, Figure>();
  for (const { figure, status } of all.flatMap(({ before, after }) => [...before, ...after])) {
    if (figure !== null && status === "priced") figures.set(JSON.stringify(figure), figure);
  }
  const { stale, oldest } = staleness(figures.values(), context.clock.now());
  if (first !== undefined && stale > 0) {
    const { stack, region } = first;
    context.narrator.warn(
      advice`${stale} of the prices in use ${stale === 1 ? "is" : "are"} older than 30 days, the oldest of ${oldest ?? "an unknown date"}: ${toRun("stack prices", { argument: stack, region })}`,
    );
  }
  const files = [...new Set(all.flatMap(({ priceFiles }) => priceFiles))];
  return { files, stale, oldest, usage_file: first?.usageFile ?? null };
}

/** The region that the plan's provider has, whatever the environment says; else the one asked for, else home. */
async function sidesOf(stack: Stack, context: Context) {
  const sides = readSides(await stack.planDocument());
  const region = sides.region ?? (await oneRegionName(context));
  return { ...sides, region };
}

function unpriced(totals: readonly Total[], stack: string): QuantsError | null {
  const count = totals.reduce((sum, it) => sum + it.unpriced, 0);
  if (count === 0) return null;
  return new QuantsError("conflict", `The price of ${count} of the things billed is not known.`, {
    hint: advice`They are listed as unpriced. Add them to the price file, or refresh it: ${toRun("stack prices", { argument: stack })}`,
    resource: stack,
  });
}

function dearer(record: StackCostRecord, limit: number | undefined): QuantsError | null {
  const { stack, difference_usd: usd } = record;
  if (limit === undefined || usd <= limit) return null;
  return new QuantsError(
    "conflict",
    `The plan makes stack ${stack} dearer by $${usd.toFixed(2)} a month, more than $${limit.toFixed(2)}.`,
    { hint: "See which lines differ, or allow more with --fail-on-increase.", resource: stack },
  );
}
