import type { PlannedResource, Resources } from "./plan.ts";
import { type Figure, figureOf, type PriceFile } from "./prices.ts";
import type { Quantity } from "./quantity.ts";
import { isFree, ruleFor } from "./rules/index.ts";
import { type Usage, usageOf } from "./usage.ts";

/** Hours of a month, as AWS's own calculator has them. */
const HOURS = 730;

/**
 * `unpriced`: it costs something, and how much is not known. `not_counted`: it costs by use, and
 * no usage is given.
 */
export type LineStatus = "priced" | "unpriced" | "not_counted";

/** What one resource is billed for in a month. */
export interface StackCostLine {
  address: string;
  type: string;
  what: string;
  status: LineStatus;
  /** Null unless `priced`. */
  monthly_usd: number | null;
  /** `2 x $0.348 x 730 h`; or why there is no price. */
  formula: string;
  /** Key in the price file; null for a type that no rule knows. */
  price_key: string | null;
  /** Key in the usage file, of what is billed by use. */
  usage_key: string | null;
  figure: Figure | null;
}

/** The lines of one side of a plan. */
export function stackLines(side: Resources, prices: PriceFile, usage: Usage): StackCostLine[] {
  return side.all.flatMap((resource) => linesOf(resource, side, prices, usage));
}

function linesOf(
  resource: PlannedResource,
  side: Resources,
  prices: PriceFile,
  usage: Usage,
): StackCostLine[] {
  const { address, type } = resource;
  const rule = ruleFor(type);
  if (rule === null) {
    if (isFree(type)) return [];
    return [
      {
        ...{ address, type, what: "everything", status: "unpriced", monthly_usd: null },
        formula: `nothing is known of the price of ${type}`,
        ...{ price_key: null, usage_key: null, figure: null },
      },
    ];
  }
  return rule
    .quantities(resource, side)
    .filter(({ count }) => count !== 0)
    .map((quantity) => lineOf(resource, quantity, prices, usage));
}

function lineOf(
  resource: PlannedResource,
  quantity: Quantity,
  prices: PriceFile,
  usage: Usage,
): StackCostLine {
  const { address, type } = resource;
  const { what, key, count, per, usage: used } = quantity;
  const figure = figureOf(prices, key);
  const line = { address, type, what, price_key: key, usage_key: used ?? null, figure };
  const without = (status: LineStatus, formula: string): StackCostLine => ({
    ...line,
    ...{ status, monthly_usd: null, formula },
  });
  const amount = used === undefined ? 1 : usageOf(usage, resource, used);
  if (amount === null) return without("not_counted", `no usage is given for ${type}.${used}`);
  if (amount === 0) return { ...line, status: "priced", monthly_usd: 0, formula: "no use" };
  if (count === null) return without("unpriced", "how many is not known before it is applied");
  if (figure === null) return without("unpriced", `the price file has no ${key}`);
  const hours = per === "hour" ? HOURS : 1;
  const factors = [
    ...(used === undefined ? [] : [number(amount)]),
    ...(used !== undefined && count === 1 ? [] : [number(count)]),
    `$${number(figure.usd)}`,
    ...(per === "hour" ? [`${HOURS} h`] : []),
  ];
  return {
    ...line,
    status: "priced",
    monthly_usd: cents(amount * count * figure.usd * hours),
    formula: factors.join(" x "),
  };
}

/** What the two sides of a plan have in common is told apart by address and by what is billed. */
export const lineKey = ({ address, what, price_key: key }: StackCostLine): string =>
  JSON.stringify([address, what, key]);

const number = (value: number): string => String(Number(value.toPrecision(12)));

export const cents = (usd: number): number => Math.round(usd * 100) / 100;
