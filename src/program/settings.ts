import type { Host } from "../core/context.ts";
import { DEFAULT_PROVIDER, type Settings, outputNamed, providerNamed } from "../core/settings.ts";
import type { ConfigFile } from "./config-file.ts";
import type { ConfigValues } from "./resolve.ts";

/** The settings common to all commands, from the resolved options. */
export function settingsFrom(
  options: Readonly<Record<string, unknown>>,
  config: ConfigValues,
  host: Host,
  found: ConfigFile | null,
): Settings {
  const text = (key: string): string | undefined => options[key] as string | undefined;
  const homes = [host.env["AWS_REGION"], host.env["AWS_DEFAULT_REGION"], config["region"]];
  return {
    provider: providerNamed(text("provider") ?? "") ?? DEFAULT_PROVIDER,
    profile: text("profile"),
    endpointUrl: text("endpointUrl"),
    output: outputNamed(text("output") ?? "table") ?? "table",
    quiet: options["quiet"] === true,
    region: text("region"),
    homeRegion: homes.find(isOneRegion),
    debug: options["debug"] === true,
    configFile: found?.file ?? null,
  };
}

function isOneRegion(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value !== "all" && !value.includes(",");
}
