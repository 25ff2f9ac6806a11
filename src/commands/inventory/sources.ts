import { loadConfig } from "../../core/config/load.ts";
import type { Context } from "../../core/context.ts";
import { UsageError, combineErrors } from "../../core/errors.ts";
import { readConfig } from "../../core/inventory/config-source.ts";
import { readInstances } from "../../core/inventory/instance-host.ts";
import type { InventorySource, SourceReading } from "../../core/inventory/model.ts";
import { listInstances } from "../instances.ts";
import { selectRegions } from "../regions.ts";

export type SourceName = "lightsail" | "terraform" | "config";

export interface SourceOptions {
  /** Path of the settings file, which is a source as well. */
  config?: string;
  /** The stack whose state is read with `terraform state pull`. */
  terraformDir?: string;
  /** Or a state, raw or as `terraform show -json` prints it. */
  stateFile?: string;
  workspace?: string;
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
  terraform: (options, context) => {
    const { stateFile, terraformDir: dir } = options;
    if ((stateFile === undefined) === (dir === undefined)) {
      throw new UsageError("--source terraform needs --terraform-dir or --state-file.", {
        hint: "Give the one or the other, e.g. --terraform-dir terraform/environments/prod.",
      });
    }
    return { name: "terraform", read: () => readState(options, context) };
  },
  config: ({ config: file }, { host }) => {
    if (file === undefined) {
      throw new UsageError("--source config needs a file.", {
        hint: "Give it with --config, or set QUANTS_CTL_CONFIG.",
      });
    }
    return { name: "config", read: async () => readConfig(await loadConfig(file, host)) };
  },
} satisfies Record<SourceName, (options: SourceOptions, context: Context) => InventorySource>;

async function readState(
  { stateFile, terraformDir: dir, workspace }: SourceOptions,
  context: Context,
): Promise<SourceReading> {
  const terraform = await context.terraform();
  const { instances, warnings } =
    stateFile === undefined
      ? await terraform.withStack({ dir, workspace }, (stack) => stack.instances())
      : await terraform.readStateFile(stateFile);
  const reading = readInstances("terraform", instances);
  return { hosts: reading.hosts, warnings: [...warnings, ...reading.warnings] };
}
