import { QuantsError } from "../../errors.ts";
import { isObject, objectOf, textOf } from "../../text/json.ts";
import { ownValue } from "../../text/own-value.ts";

/** One price, with where it is from. */
export interface Figure {
  /** US dollars for one of what its key names, an hour or a month. */
  usd: number;
  /** Date of the source, `2026-11-01`. */
  as_of: string;
  source: string;
}

export interface PriceFile {
  region: string;
  figures: Readonly<Record<string, Figure>>;
}

/** Older figures are still used, and said to be old. */
const STALE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Reads `prices/REGION.json` of a stack. Throws `config_invalid` with what is wrong in it. */
export function parsePriceFile(text: string, file: string): PriceFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid(file, "it is not JSON");
  }
  const region = textOf(objectOf(parsed)["region"]);
  const figures = objectOf(parsed)["figures"];
  if (region === null) throw invalid(file, "it names no region");
  if (!isObject(figures)) throw invalid(file, "it has no figures");
  const read: [string, Figure][] = Object.entries(figures).map(([key, value]) => {
    const { usd, as_of: asOf, source } = objectOf(value);
    if (typeof usd !== "number" || !(usd >= 0) || !Number.isFinite(usd)) {
      throw invalid(file, `${key} has no price in usd`);
    }
    if (typeof asOf !== "string" || !isDate(asOf)) {
      throw invalid(file, `${key} has no date in as_of, such as 2026-11-01`);
    }
    if (textOf(source) === null) throw invalid(file, `${key} has no source`);
    return [key, { usd, as_of: asOf, source: String(source) }];
  });
  return { region, figures: Object.fromEntries(read) };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function invalid(file: string, why: string): QuantsError {
  return new QuantsError("config_invalid", `The price file ${file} can't be used: ${why}.`, {
    hint: "Correct it, or have it written anew by `stack prices`.",
    resource: file,
  });
}

export function figureOf({ figures }: PriceFile, key: string): Figure | null {
  return ownValue(figures, key) ?? null;
}

/** How many of these figures are older than 30 days, and the date of the oldest. */
export function staleness(
  figures: Iterable<Figure>,
  now: number,
): { stale: number; oldest: string | null } {
  let stale = 0;
  let oldest: string | null = null;
  for (const { as_of: asOf } of figures) {
    // One without a date may be of any age.
    if (!(now - Date.parse(asOf) <= STALE_DAYS * DAY_MS)) stale += 1;
    if (isDate(asOf) && (oldest === null || asOf < oldest)) oldest = asOf;
  }
  return { stale, oldest };
}
