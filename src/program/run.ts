import type { Command } from "../commands/command.ts";
import { createNarrator } from "../commands/render/narrator.ts";
import type { Host } from "../core/context.ts";
import type { Output, ProviderName, Settings } from "../core/settings.ts";
import { type ConfigValues, peek, resolveOptions } from "./resolve.ts";
import type { Invocation } from "./tree.ts";

/** Runs one command: settles its options, calls it, prints its result. Returns the exit status. */
export async function runCommand(
  invocation: Invocation,
  host: Host,
  version: string,
): Promise<number> {
  const config = await readConfig(invocation, host);
  const options = resolveOptions(invocation, host.env, config);
  const settings = settingsFrom(options, config, host);
  const { createContext } = await import("../context.ts");
  const context = createContext(host, settings, createNarrator(host), version);

  const { command } = await invocation.spec.load();
  const run = command as Command<object>;
  try {
    const result = await run(options, context);
    const { renderResult } = await import("../commands/render/result.ts");
    await renderResult(result, host, {
      output: settings.output,
      columns: options["columns"] as string[] | undefined,
      sort: options["sort"] as string | undefined,
    });
    const error = "error" in result ? result.error : null;
    if (error === null || error === undefined) return 0;
    await printError(error, host, settings);
    return error.exitStatus;
  } finally {
    context.narrator.idle();
  }
}

async function readConfig(invocation: Invocation, host: Host): Promise<ConfigValues> {
  const file = peek("config", invocation.flags, host.env);
  if (file === undefined) return {};
  const [{ loadConfig }, { valuesFor }] = await Promise.all([
    import("../core/config/load.ts"),
    import("../core/config/values.ts"),
  ]);
  return valuesFor(await loadConfig(file, host), invocation.path);
}

function settingsFrom(
  options: Readonly<Record<string, unknown>>,
  config: ConfigValues,
  host: Host,
): Settings {
  const text = (key: string): string | undefined => options[key] as string | undefined;
  const provider = text("provider") === "aws_lightsail" ? "lightsail" : text("provider");
  const homes = [host.env["AWS_REGION"], host.env["AWS_DEFAULT_REGION"], config["region"]];
  return {
    provider: (provider ?? "lightsail") as ProviderName,
    profile: text("profile"),
    endpointUrl: text("endpointUrl"),
    output: (text("output") ?? "table") as Output,
    region: text("region"),
    homeRegion: homes.find(isOneRegion),
    debug: options["debug"] === true,
  };
}

function isOneRegion(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value !== "all" && !value.includes(",");
}

/** Writes an error to stderr: one JSON object for `--output json`, else for a person. */
export async function printError(
  error: import("../core/errors.ts").QuantsError,
  host: Host,
  settings: Pick<Settings, "output" | "debug">,
): Promise<void> {
  const { errorDocument, errorText } = await import("../commands/render/errors.ts");
  if (settings.output === "json") {
    host.stderr.write(errorDocument(error));
    return;
  }
  const { styleFor } = await import("../commands/render/style.ts");
  host.stderr.write(errorText(error, styleFor(host.stderr, host.env), settings.debug));
}
