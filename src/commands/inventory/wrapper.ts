import { resolve } from "node:path";
import type { Context } from "../../core/context.ts";
import { DEFAULT_PROVIDER } from "../../core/settings.ts";
import { shellQuote } from "../../core/text/shell-quote.ts";
import type { OptionsFor } from "../definition/command.ts";
import type { spec } from "./inventory.spec.ts";

type InventoryOptions = OptionsFor<typeof spec>;

/**
 * An executable inventory that asks again at every run. Should it fail, Ansible reads it as
 * INI: then the first line without `=` behind the host name must make that fail as well.
 */
export function wrapperScript(options: InventoryOptions, context: Context): string {
  const { settings, host } = context;
  const words = [
    ...pair("--config", options.config && resolve(host.cwd, options.config)),
    ...pair("--provider", settings.provider === DEFAULT_PROVIDER ? "" : settings.provider),
    ...pair("--profile", settings.profile),
    ...pair("--endpoint-url", settings.endpointUrl),
    ...pair("--region", settings.region),
    ...pair("--source", options.source?.join(",")),
    ...pair("--terraform-dir", options.terraformDir && resolve(host.cwd, options.terraformDir)),
    ...pair("--state-file", options.stateFile && resolve(host.cwd, options.stateFile)),
    ...pair("--workspace", options.workspace),
    ...(options.filter ?? []).flatMap((it) => pair("--filter", it)),
    ...(options.selector ?? []).flatMap((it) => pair("--selector", it)),
    ...(options.name ?? []).flatMap((it) => pair("--name", it)),
    ...pair("--status", options.status?.join(",")),
    ...pair("--group-by", options.groupBy?.join(",")),
    ...pair("--address", options.address),
    ...(options.strict === true ? ["--strict"] : []),
    ...(options.allowEmpty === true ? ["--allow-empty"] : []),
    ...pair("--cache-ttl", options.cacheTtl === undefined ? "" : `${options.cacheTtl / 1000}s`),
  ];
  const command = ["exec", "quants-ctl", "inventory", ...words.map(shellQuote), '"$@"'];
  return `#!/bin/sh\n${command.join(" ")}\n`;
}

function pair(flag: string, value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [flag, value];
}
