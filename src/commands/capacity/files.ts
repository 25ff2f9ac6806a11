import { dirname, join } from "node:path";
import { loadConfig } from "../../core/config/load.ts";
import type { Context } from "../../core/context.ts";
import type { KubernetesPrices } from "../../core/platform/kubernetes-prices.ts";
import type { Platform } from "../../core/platform/schema.ts";

const DEFAULT_FILE = "platform.yml";

/** Reads a platform's file. Throws `config_not_found` or `config_invalid`, with every fault. */
export async function readPlatform(
  file: string | undefined,
  { host }: Pick<Context, "host">,
): Promise<{ platform: Platform; file: string }> {
  const { platformSchema } = await import("../../core/platform/schema.ts");
  const found = file ?? DEFAULT_FILE;
  const { cwd, env } = host;
  const platform = await loadConfig(found, { cwd, env, what: "platform file" }, platformSchema);
  return { platform, file: found };
}

/** The prices that a platform's file refers to; null when it names none. */
export async function readKubernetesPrices(
  { platform, file }: { platform: Platform; file: string },
  { host }: Pick<Context, "host">,
): Promise<KubernetesPrices | null> {
  if (platform.kubernetes === undefined) return null;
  const { kubernetesPricesSchema } = await import("../../core/platform/kubernetes-prices.ts");
  const { cwd, env } = host;
  const path = join(dirname(file), platform.kubernetes);
  return loadConfig(path, { cwd, env, what: "price file" }, kubernetesPricesSchema);
}
