import type { spec } from "./seed.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { SeededRecord } from "../../core/records/sandbox.ts";
import { QuantsError } from "../../core/errors.ts";
import { outdate } from "../inventory/cache-folder.ts";
import { oneRegionName } from "../shared/regions.ts";

export type SeedOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
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
  return { kind: "report", data: record, names };
};
