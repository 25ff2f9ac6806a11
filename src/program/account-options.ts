import type { AccountOptions } from "../commands/definition/command-line.ts";
import { snakeCase } from "../commands/definition/option.ts";
import { isAnyConfigFound } from "../core/config/find.ts";
import type { Host } from "../core/context.ts";
import type { Settings } from "../core/settings.ts";
import type { ConfigFile } from "./config-file.ts";
import type { ConfigValues } from "./resolve.ts";

/** Where a run's settings came from, besides its flags. */
interface Source {
  found: ConfigFile | null;
  config: ConfigValues;
  host: Pick<Host, "cwd" | "env">;
}

/**
 * What a command that is pasted has to say to reach the same account. Nothing when all is in the
 * environment or in the user's own file, where it finds it. What only this command line said, the
 * config file that it named, or the one of this folder, has to be said again: else the command
 * would create, release or destroy in another account. So has that no file counts, where the
 * pasted command would find one.
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
  const said = (Object.keys(options) as (keyof typeof options)[]).flatMap((key) => {
    const isOfFolder = isFromFolder && config[snakeCase(key)] !== undefined;
    const isSaidHere = flags[key] !== undefined || isNamedHere || isOfFolder;
    const value = values[key];
    return isSaidHere && value !== undefined ? [{ flag: options[key], value }] : [];
  });
  const wouldFindAnother =
    flags["config"] === undefined
      ? isFromFolder && isAnyConfigFound(host, "user")
      : isAnyConfigFound(host);
  return [...said, ...(wouldFindAnother ? [{ flag: "--no-config" }] : [])];
}
