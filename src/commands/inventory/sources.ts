import { loadConfig } from "../../core/config/load.ts";
import type { Context } from "../../core/context.ts";
import { UsageError, combineErrors } from "../../core/errors.ts";
import { readConfig } from "../../core/inventory/config-source.ts";
import { readInstances } from "../../core/inventory/instance-host.ts";
import type { InventorySource } from "../../core/inventory/model.ts";
import { listInstances } from "../instances.ts";
import { selectRegions } from "../regions.ts";

export type SourceName = "lightsail" | "config";

export interface SourceOptions {
  /** Path of the settings file, which is a source as well. */
  config?: string;
}

/** How each name of `--source` becomes a source; none is opened before all are known to be complete. */
export const SOURCES = {
  lightsail: (_options, context) => ({
    name: "lightsail",
    read: async () => {
      const regions = await selectRegions(context);
      const { found, errors } = await listInstances(regions, context);
      // An inventory without one region looks like a fleet without it.
      const error = combineErrors(errors, regions.length, "regions");
      if (error !== null) throw error;
      return readInstances("lightsail", found);
    },
  }),
  config: ({ config: file }, { host }) => {
    if (file === undefined) {
      throw new UsageError("--source config needs a file.", {
        hint: "Give it with --config, or set QUANTS_CTL_CONFIG.",
      });
    }
    return { name: "config", read: async () => readConfig(await loadConfig(file, host)) };
  },
} satisfies Record<SourceName, (options: SourceOptions, context: Context) => InventorySource>;
