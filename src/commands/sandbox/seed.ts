import type { SeededRecord } from "../../core/records/sandbox.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Command } from "../command.ts";
import { outdate } from "../inventory/cache-folder.ts";
import { oneRegionName } from "../shared/regions.ts";

export interface SeedOptions {
  instances: number;
  prefix?: string;
}

export const command: Command<SeedOptions> = async (options, context) => {
  const region = await oneRegionName(context);
  const control = await context.sandbox();
  const prefix = options.prefix ?? "seed";
  const names = await control.seed({ instances: options.instances, region, prefix });
  outdate(context.host, context.narrator.warn);
  const [first] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined)
    throw new QuantsError("failed", "Nothing was seeded.");
  const record: SeededRecord = { region, instances: names.length, first, last };
  return { kind: "report", view: "sandbox-seeded", data: record, names };
};
