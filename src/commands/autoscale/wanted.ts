import { QuantsError } from "../../core/errors.ts";
import type { Work } from "../../core/tenants/work.ts";
import type { Wanted } from "./look.ts";
import type { RunContext, RunOptions } from "./run-options.ts";

/** What is to be looked at. Throws, before anything is asked, for what could have no end. */
export async function wantedOf(
  options: RunOptions,
  { platform }: Work,
  context: RunContext,
): Promise<Wanted> {
  const { prometheus, platform: file = "platform.yml", pool: only, maxWorkers } = options;
  const url = prometheus ?? platform.prometheus;
  if (url === undefined) {
    throw new QuantsError("config_invalid", `${file} has no prometheus.`, {
      hint: "Nothing tells how busy a pool is. Add its address, or give --prometheus.",
      resource: file,
    });
  }
  const names = Object.keys(platform.pools);
  if (only !== undefined && !names.includes(only)) {
    throw new QuantsError("invalid_input", `There is no pool ${only}.`, {
      hint: `There are: ${names.join(", ")}.`,
      resource: only,
    });
  }
  const pools = new Map<string, number>();
  for (const [name, { max_workers: most }] of Object.entries(platform.pools)) {
    if (only !== undefined && name !== only) continue;
    const least = Math.min(most ?? Infinity, maxWorkers ?? Infinity);
    if (least === Infinity) throw noEnd(name, file);
    pools.set(name, least);
  }
  return {
    ...{ metrics: await context.metrics(url), pools, isOnlyLook: options.dryRun === true },
  };
}

const noEnd = (pool: string, file: string): QuantsError =>
  new QuantsError(
    "config_invalid",
    `${file} does not say how many workers pool ${pool} may have.`,
    {
      hint: "Servers are paid for: add max_workers, or give --max-workers.",
      resource: pool,
    },
  );
