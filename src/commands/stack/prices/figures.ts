import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../../core/context.ts";
import type { PriceList } from "../../../core/contracts/price-list.ts";
import { type Figure, parsePriceFile } from "../../../core/cost/stack/prices.ts";
import { QuantsError } from "../../../core/errors.ts";
import { makeFolder } from "../../../core/files/make-folder.ts";
import { checkRegion } from "../../../core/account/check-region.ts";
import { oneRegionName } from "../../shared/regions.ts";
import { readIfThere, writeWholeFile } from "../../../core/files/whole-file.ts";

export interface Refreshed {
  file: string;
  /** Figures that the file has now. */
  figures: number;
  /** Keys whose price could not be found: what was there stays. */
  not_found: string[];
  changed: boolean;
}

export const hasFigures = (directory: string): boolean => existsSync(join(directory, "prices"));

/** The region asked for, else that of the only file, else home. */
export async function figuresRegion(directory: string, context: Context): Promise<string> {
  const folder = join(directory, "prices");
  const [only, ...others] = priceFiles(folder);
  const known = only !== undefined && others.length === 0 ? only.replace(/\.json$/, "") : undefined;
  return context.settings.region === undefined && known !== undefined
    ? checkRegion(known)
    : oneRegionName(context);
}

const priceFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((it) => it.endsWith(".json")) : [];

/** Prices looked up side by side. */
const AT_ONCE = 4;

/** Asks the price list for every key of the region's file, of the other regions' if it has none, and `more`. */
export async function refreshFigures(
  directory: string,
  region: string,
  more: readonly string[],
  context: Context,
): Promise<Refreshed> {
  const folder = join(directory, "prices");
  const file = join(folder, `${region}.json`);
  const text = readIfThere(file);
  const before = text === null ? {} : parsePriceFile(text, file).figures;
  const keys = [...new Set([...(text === null ? keysIn(folder) : Object.keys(before)), ...more])];
  const list = await context.aws().prices(region);
  const found = await lookUp(keys, region, list, context);
  const date = new Date(context.clock.now()).toISOString().slice(0, 10);
  const figures: Record<string, Figure> = { ...before };
  for (const [key, price] of found) {
    if (price !== null) {
      figures[key] = { usd: price.usd, as_of: date, source: `GetProducts, SKU ${price.sku}` };
    }
  }
  if (Object.keys(figures).length === 0) throw nothingListed(region, keys);
  const sorted = Object.fromEntries(
    Object.entries(figures).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const written = `${JSON.stringify({ currency: "USD", region, figures: sorted }, null, 2)}\n`;
  makeFolder(folder);
  if (written !== text) writeWholeFile(file, written, 0o644);
  return {
    file,
    figures: Object.keys(figures).length,
    not_found: keys.filter((key) => found.get(key) === null),
    changed: keys.some((key) => figures[key]?.usd !== before[key]?.usd),
  };
}

function nothingListed(region: string, keys: readonly string[]): QuantsError {
  return new QuantsError(
    "not_found",
    `The price list has none of ${keys.length} prices in ${region}.`,
    {
      hint: "Nothing was written. Check the region; --key adds figures, as stack cost --explain names them.",
      resource: region,
    },
  );
}

function keysIn(folder: string): string[] {
  return priceFiles(folder).flatMap((name) => {
    const path = join(folder, name);
    return Object.keys(parsePriceFile(readIfThere(path) ?? "", path).figures);
  });
}

async function lookUp(
  keys: readonly string[],
  region: string,
  list: PriceList,
  { signal }: Context,
): Promise<Map<string, Awaited<ReturnType<PriceList["price"]>>>> {
  const { default: pLimit } = await import("p-limit");
  const limit = pLimit(AT_ONCE);
  const prices = await Promise.all(
    keys.map((key) => limit(async () => [key, await list.price(key, region, { signal })] as const)),
  );
  return new Map(prices);
}
