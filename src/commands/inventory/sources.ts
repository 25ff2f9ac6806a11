import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfigFile } from "../config-file/read.ts";
import type { Context, Host } from "../../core/context.ts";
import { UsageError, combineErrors } from "../../core/errors.ts";
import { readConfig } from "../../core/inventory/config-source.ts";
import { readInstances } from "../../core/inventory/instance-host.ts";
import type { InventorySource, SourceReading } from "../../core/inventory/model.ts";
import { readIfThere } from "../../core/files/whole-file.ts";
import { listInstances } from "../shared/instances.ts";
import { type CacheOptions, throughCache } from "./cache.ts";
import type { Answer } from "./cached-answer.ts";

export type SourceName = "lightsail" | "terraform" | "config";

export interface SourceOptions extends CacheOptions {
  /** Path of the settings file, which is a source as well. */
  config?: string;
  /** The stack whose state is read with `terraform state pull`. */
  terraformDir?: string;
  /** Or a state, raw or as `terraform show -json` prints it. */
  stateFile?: string;
  workspace?: string;
  /** A script's answers come without a word, as Ansible shows every word as an error. */
  quiet?: boolean;
}

const WITHOUT_REGION =
  "There is no inventory of the others alone: their hosts would pass for all. Repeat the command, or leave the regions that fail out of --region.";

/** How each name of `--source` becomes a source; none is opened before all are known to be complete. */
export const SOURCES = {
  lightsail: (options, context) => {
    const ask = async (): Promise<Answer> => {
      const { regions, found, errors } = await listInstances(context);
      // An inventory without one region looks like a fleet without it.
      const error = combineErrors(errors, regions.length, "regions", WITHOUT_REGION);
      if (error !== null) throw error;
      return { instances: found, warnings: [] };
    };
    const key = async (): Promise<unknown> =>
      context.settings.region
        ?.split(",")
        .map((it) => it.trim())
        .toSorted() ?? [await context.homeRegion()];
    return {
      name: "lightsail",
      read: () => readThroughCache("lightsail", key, options, context, ask),
    };
  },
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
        hint: "Give it with --config, or set QUANTS_CTL_CONFIG; quants-ctl.yml of the folder is not taken for one unless it is named.",
      });
    }
    return { name: "config", read: async () => readConfig(await readConfigFile(file, host)) };
  },
} satisfies Record<SourceName, (options: SourceOptions, context: Context) => InventorySource>;

async function readState(options: SourceOptions, context: Context): Promise<SourceReading> {
  const { stateFile, terraformDir: dir = ".", workspace } = options;
  const terraform = await context.terraform();
  if (stateFile !== undefined) {
    // As quick to read as the cache, and never old.
    return readingOf("terraform", await terraform.readStateFile(stateFile));
  }
  const ask = (): Promise<Answer> =>
    terraform.withStack({ dir, workspace }, (stack) => stack.instances());
  const key = async (): Promise<unknown> => stackKey(dir, workspace, context.host);
  return readThroughCache("terraform", key, options, context, ask);
}

/** Which state a stack's folder stands for; a local one that was applied since is another one. */
function stackKey(dir: string, workspace: string | undefined, { cwd, env }: Host): unknown {
  const folder = resolve(cwd, dir);
  const data = resolve(folder, env["TF_DATA_DIR"] || ".terraform");
  const selected = workspace ?? (env["TF_WORKSPACE"] || readIfThere(join(data, "environment")));
  const local = join("terraform.tfstate.d", selected ?? "default", "terraform.tfstate");
  const files = [join(data, "terraform.tfstate"), "terraform.tfstate", local];
  return [folder, selected, files.map((file) => stamp(resolve(folder, file)))];
}

/** The content may hold secrets, and this stands for it. */
function stamp(path: string): unknown {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : [stat.mtimeMs, stat.size];
}

async function readThroughCache(
  name: "lightsail" | "terraform",
  key: () => Promise<unknown>,
  options: SourceOptions,
  context: Context,
  ask: () => Promise<Answer>,
): Promise<SourceReading> {
  const answer = await throughCache(name, key, options, context, ask);
  if (answer.age !== undefined && options.quiet !== true) {
    const seconds = Math.floor(answer.age / 1000);
    context.narrator.step(`${name}: as it was ${seconds} s ago, from the cache`);
  }
  return readingOf(name, answer);
}

function readingOf(name: string, { instances, warnings, unread = [] }: Answer): SourceReading {
  const reading = readInstances(name, instances);
  return {
    hosts: reading.hosts,
    warnings: [...warnings, ...reading.warnings],
    unread: unread.map(({ type, count }) => `${count} ${type}`),
  };
}
