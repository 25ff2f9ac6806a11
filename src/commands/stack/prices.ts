import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./prices.spec.ts";
import type { Command } from "../definition/command.ts";
import type { PricesRecord } from "../../core/records/stacks.ts";
import { join } from "node:path";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Bundle } from "../../core/model.ts";
import { readIfThere, writeWholeFile } from "../../core/files/whole-file.ts";
import { oneRegionName } from "../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const terraform = await context.terraform();
  const { name, directory } = await terraform.locate({ name: options.argument, dir: options.dir });
  const file = join(directory, "prices.json");
  const region = await regionFor(file, context);
  const manager = await context.manager(region);
  // Of retired plans too: an instance keeps the plan that it was made with.
  const bundles = await manager.listBundles({ signal: context.signal, includeInactive: true });
  if (bundles.length === 0) {
    throw new QuantsError("failed", `Lightsail lists no plans in ${region}.`, {
      hint: advice`${file} is left as it is. Check the region: ${toRun("infra bundles", { region })}`,
      resource: region,
    });
  }
  const record: PricesRecord = {
    stack: name,
    file,
    region,
    bundles: bundles.length,
    changed: update(file, priceMap(region, bundles, context.clock.now())),
  };
  return { kind: "report", data: record, names: [file] };
};

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
