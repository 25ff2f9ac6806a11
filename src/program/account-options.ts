import type { AccountOptions } from "../commands/definition/command-line.ts";
import { snakeCase } from "../commands/definition/option.ts";
import { isAnyConfigFound } from "../core/config/find.ts";
import type { Host } from "../core/context.ts";
import type { Settings } from "../core/settings.ts";
import type { ConfigFile } from "./config-file.ts";
import type { ConfigValues } from "./resolve.ts";

/** Where a run's settings came from, apart from its flags. */
interface Source {
  found: ConfigFile | null;
  config: ConfigValues;
  host: Pick<Host, "cwd" | "env">;
}

/**
 * The options that a pasted command needs to reach the same account. None if everything is in the
 * environment or in the user's own config file, which the command reads as well. What came from
 * this command line, a config file named on it, or one in this folder must be repeated: otherwise
 * the command would create, release or destroy in another account. `--no-config` is added where
 * the pasted command would find a file that this run did not use.
 */
export function accountOptions(
  flags: Readonly<Record<string, unknown>>,
  { provider, profile, endpointUrl }: Settings,
  { found, config, host }: Source,
): AccountOptions {
  const values = { provider, profile, endpointUrl };
  const options = { provider: "--provider", profile: "--profile", endpointUrl: "--endpoint-url" };
  const isFromFolder = found?.origin === "folder";
  const isNamedHere = flags["config"] !== undefined && flags["config"] !== false;
  const repeated = (Object.keys(options) as (keyof typeof options)[]).flatMap((key) => {
    const isOfFolder = isFromFolder && config[snakeCase(key)] !== undefined;
    const isSetHere = flags[key] !== undefined || isNamedHere || isOfFolder;
    const value = values[key];
    return isSetHere && value !== undefined ? [{ flag: options[key], value }] : [];
  });
  const wouldFindAnother =
    flags["config"] === undefined
      ? isFromFolder && isAnyConfigFound(host, "user")
      : isAnyConfigFound(host);
  return [...repeated, ...(wouldFindAnother ? [{ flag: "--no-config" }] : [])];
}
