import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./prices.spec.ts";
import type { Command } from "../definition/command.ts";
import type { PricesRecord } from "../../core/records/stacks.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Bundle } from "../../core/model.ts";
import { readIfThere, writeWholeFile } from "../../core/files/whole-file.ts";
import { figuresRegion, hasFigures, refreshFigures } from "./prices/figures.ts";
import { oneRegionName } from "../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const terraform = await context.terraform();
  const { name, directory } = await terraform.locate({ name: options.argument, dir: options.dir });
  const plans = join(directory, "prices.json");
  const more = options.key ?? [];
  const figures = hasFigures(directory) || more.length > 0;
  // A stack of Lightsail instances alone has no prices of other services.
  const bundles = existsSync(plans) || !figures;
  const region = bundles
    ? await regionFor(plans, context)
    : await figuresRegion(directory, context);
  const refreshed = figures ? await refreshFigures(directory, region, more, context) : null;
  if (refreshed !== null && refreshed.not_found.length > 0) {
    context.narrator.warn(
      `no price found, so what was there stays: ${refreshed.not_found.join(", ")}`,
    );
  }
  const listed = bundles ? await bundlesOf(region, plans, context) : null;
  const isNew = listed !== null && update(plans, priceMap(region, listed, context.clock.now()));
  const file = refreshed?.file ?? plans;
  const record: PricesRecord = {
    ...{ stack: name, file, region, bundles: listed?.length ?? null },
    figures: refreshed?.figures ?? null,
    not_found: refreshed?.not_found ?? [],
    changed: isNew || refreshed?.changed === true,
  };
  return { kind: "report", data: record, names: [file] };
};

async function bundlesOf(region: string, file: string, context: Context): Promise<Bundle[]> {
  const manager = await context.manager(region);
  // Of retired plans too: an instance keeps the plan that it was made with.
  const bundles = await manager.listBundles({ signal: context.signal, includeInactive: true });
  if (bundles.length > 0) return bundles;
  throw new QuantsError("failed", `Lightsail lists no plans in ${region}.`, {
    hint: advice`${file} is left as it is. Check the region: ${toRun("infra bundles", { region })}`,
    resource: region,
  });
}

/** Writes the file. Says whether anything but its date is new. */
function update(file: string, text: string): boolean {
  const before = readIfThere(file);
  if (before !== text) writeWholeFile(file, text, 0o644);
  const undated = (it: string | null): string | undefined => it?.replace(/^ *"as_of": .*\n/m, "");
  return undated(before) !== undated(text);
}

/** The region asked for, else the one that the file is of, else home. */
async function regionFor(file: string, context: Context): Promise<string> {
  const known = regionIn(readIfThere(file));
  if (context.settings.region === undefined && known !== null) return known;
  const region = await oneRegionName(context);
  if (known !== null && known !== region) {
    context.narrator.warn(`${file} was of ${known}; it becomes one of ${region}`);
  }
  return region;
}

function regionIn(text: string | null): string | null {
  if (text === null) return null;
  try {
    const { region } = JSON.parse(text) as { region?: unknown };
    return typeof region === "string" && region !== "" ? region : null;
  } catch {
    // It is about to be written anew.
    return null;
  }
}

function priceMap(region: string, bundles: readonly Bundle[], now: number): string {
  const prices = bundles
    .map((it) => [it.bundle_id, it.monthly_price_usd] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const map = {
    currency: "USD",
    region,
    generated_by: String(toRun("stack prices")),
    as_of: new Date(now).toISOString().slice(0, 10),
    bundles: Object.fromEntries(prices),
  };
  return `${JSON.stringify(map, null, 2)}\n`;
}
