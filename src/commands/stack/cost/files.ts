import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Context } from "../../../core/context.ts";
import { type Figure, type PriceFile, parsePriceFile } from "../../../core/cost/stack/prices.ts";
import { NO_USAGE, readUsage, type Usage } from "../../../core/cost/stack/usage.ts";
import { readVariants, type VariantSpec } from "../../../core/cost/stack/variants.ts";
import { QuantsError } from "../../../core/errors.ts";
import { readIfThere } from "../../../core/files/whole-file.ts";
import { SNAPSHOT_USD_PER_GB_MONTH } from "../../../core/snapshots/cost.ts";
import { STATIC_IP_USD_PER_HOUR } from "../../../core/static-ips/price.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { isObject, objectOf, textOf } from "../../../core/text/json.ts";

export interface Prices extends PriceFile {
  files: string[];
}

/** Lightsail's prices that no call tells: https://aws.amazon.com/lightsail/pricing/ */
const LIGHTSAIL: Readonly<Record<string, number>> = {
  "lightsail/snapshot": SNAPSHOT_USD_PER_GB_MONTH,
  "lightsail/static-ip": STATIC_IP_USD_PER_HOUR,
  "lightsail/disk": 0.1,
  "lightsail/load-balancer": 18,
};

/** All figures that a stack's folder has for a region. Throws `config_not_found` without any. */
export function readPrices(directory: string, region: string, stack: string): Prices {
  const file = join(directory, "prices", `${region}.json`);
  const plans = join(directory, "prices.json");
  const figures: Record<string, Figure> = {};
  const files: string[] = [];
  const text = readIfThere(file);
  if (text !== null) {
    const parsed = parsePriceFile(text, file);
    if (parsed.region !== region) throw otherRegion(file, parsed.region, region);
    Object.assign(figures, parsed.figures);
    files.push(file);
  }
  const bundles = readIfThere(plans);
  if (bundles !== null) {
    Object.assign(figures, bundleFigures(bundles, plans, region));
    files.push(plans);
  }
  if (files.length === 0) {
    throw new QuantsError("config_not_found", `Stack ${stack} has no prices for ${region}.`, {
      hint: advice`Write them to ${file}: ${toRun("stack prices", { argument: stack, region })}`,
      resource: file,
    });
  }
  return { region, figures, files };
}

function bundleFigures(text: string, file: string, wanted: string): Record<string, Figure> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  const { region, bundles, as_of: asOf } = objectOf(parsed);
  if (!isObject(bundles)) {
    throw new QuantsError("config_invalid", `The price file ${file} has no bundles.`, {
      hint: advice`Write it anew: ${toRun("stack prices")}`,
      resource: file,
    });
  }
  if (region !== wanted) throw otherRegion(file, textOf(region) ?? "no region", wanted);
  const from = { as_of: textOf(asOf) ?? "unknown", source: "GetBundles" };
  const listed = { as_of: "2026-11-28", source: "https://aws.amazon.com/lightsail/pricing/" };
  return Object.fromEntries([
    ...Object.entries(LIGHTSAIL).map(([key, usd]) => [key, { usd, ...listed }] as const),
    ...Object.entries(bundles).flatMap(([bundle, usd]) =>
      typeof usd === "number" ? [[`lightsail/${bundle}`, { usd, ...from }] as const] : [],
    ),
  ]);
}

function otherRegion(file: string, found: string, wanted: string): QuantsError {
  return new QuantsError("config_invalid", `${file} has prices of ${found}, not of ${wanted}.`, {
    hint: advice`Write it anew, or give --region ${found}: ${toRun("stack prices", { region: wanted })}`,
    resource: file,
  });
}

/** The usage file asked for, else the stack's own, else none. */
export async function readUsageFile(
  asked: string | undefined,
  directory: string,
  { host }: Pick<Context, "host">,
): Promise<{ usage: Usage; file: string | null }> {
  const own = join(directory, "usage.yml");
  const file = asked === undefined ? own : resolve(host.cwd, asked);
  if (asked === undefined && !existsSync(own)) return { usage: NO_USAGE, file: null };
  return { usage: readUsage(await readYaml(file), file), file };
}

/** The variants to compare; their files are relative to the file. */
export async function readVariantsFile(
  asked: string,
  { host }: Pick<Context, "host">,
): Promise<VariantSpec[]> {
  const file = resolve(host.cwd, asked);
  const variants = readVariants(await readYaml(file), file);
  const absolute = (it: string): string => resolve(dirname(file), it);
  return variants.map((it) => ({ ...it, varFiles: it.varFiles?.map(absolute) ?? null }));
}

async function readYaml(file: string): Promise<unknown> {
  const text = readIfThere(file);
  if (text === null) {
    throw new QuantsError("config_not_found", `There is no file ${file}.`, {
      hint: "Check the path.",
      resource: file,
    });
  }
  const { parse } = await import("yaml");
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new QuantsError("config_invalid", `${file} is not YAML: ${(error as Error).message}`, {
      hint: "Correct it.",
      resource: file,
      cause: error,
    });
  }
}
