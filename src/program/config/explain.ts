import type { spec } from "./explain.spec.ts";
import type { Command, OptionsFor } from "../../commands/definition/command.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../../commands/shared/list-options.ts";
import type { Config } from "../../core/config/schema.ts";
import type { Context } from "../../core/context.ts";
import { UsageError, toQuantsError } from "../../core/errors.ts";
import { type Setting, settingResource } from "../../core/fields/settings.ts";
import { DEFAULT_REGION } from "../../core/settings.ts";
import { REGION } from "../../commands/definition/options.ts";
import { type ConfigFile, configFileOf, readConfigFile } from "../config-file.ts";
import { type Origin, convert, originOf } from "../resolve.ts";
import { type CommandSpec } from "../../commands/definition/command.ts";
import { type OptionSpec, optionKey, snakeCase } from "../../commands/definition/option.ts";
import { withGlobals } from "../../commands/definition/global-options.ts";
import { findCommand } from "../registry.ts";
import { ownValue } from "../../core/text/own-value.ts";

export type ExplainOptions = OptionsFor<typeof spec>;

/** Stands in when no command is given: the options that all commands share. */
const ANY: CommandSpec = {
  name: "any",
  summary: "",
  options: [REGION],
  load: async () => import("./explain.ts"),
};

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(settingResource, options, context.settings.output);
  const path = (options.argument ?? []).join(" ");
  const spec = path === "" ? ANY : findCommand(path);
  if (spec === undefined) {
    throw new UsageError(`There is no command "${path}".`, {
      hint: "Give a command, e.g. config explain infra create.",
      resource: path,
    });
  }
  const flags = options.flags ?? {};
  const file = configFileOf(flags, context.host);
  const config = await readConfigFile(file, context.host);
  const asked: Asked = { path, spec, flags, file, config };
  const items: Setting[] = [];
  const known = new Set<string>();
  for (const option of withGlobals(spec.options)) {
    const key = optionKey(option.flags);
    if (option.aliasOf !== undefined || known.has(key)) continue;
    known.add(key);
    items.push(await explain(option, asked, context));
  }
  items.push(...surroundings(context.host.env));
  return collection({ resource: settingResource, items });
};

interface Asked {
  path: string;
  spec: CommandSpec;
  flags: Readonly<Record<string, unknown>>;
  file: ConfigFile | null;
  config: Config;
}

const FOUND = { folder: "in the working folder", user: "in the user's settings" };

async function explain(option: OptionSpec, asked: Asked, context: Context): Promise<Setting> {
  const { valuesFor } = await import("../../commands/config-file/values.ts");
  const values = valuesFor(asked.config, asked.path);
  const origin = originOf(option, asked, context.host.env, values);
  const setting = `--${optionKey(option.flags)}`;
  if (setting === "--config" && asked.file !== null && asked.file.origin !== "named") {
    const { file, origin: place } = asked.file;
    return { setting, value: file, source: "found", where: FOUND[place], fault: null };
  }
  if (origin === undefined) return fallback(option, setting, context);
  return {
    setting,
    value: shown(option, origin.raw),
    source: origin.source,
    where: await whereOf(origin, option, asked),
    fault: faultOf(option, origin.raw),
  };
}

async function whereOf(origin: Origin, option: OptionSpec, asked: Asked): Promise<string> {
  if (origin.source !== "config") return origin.name;
  const { placeOf } = await import("../../commands/config-file/values.ts");
  const key = placeOf(asked.config, asked.path, snakeCase(optionKey(option.flags)));
  return `${asked.file?.file}: ${key}`;
}

/** The value from AWS's own variables and files, or else the default that the help shows. */
async function fallback(option: OptionSpec, setting: string, context: Context): Promise<Setting> {
  const found = (value: string, source: Setting["source"], where: string | null): Setting => ({
    setting,
    value: withoutSecret(value),
    source,
    where,
    fault: null,
  });
  const key = optionKey(option.flags);
  const { env } = context.host;
  const variable = (ownValue(VARIABLES_OF, key) ?? []).find((it) => env[it]);
  if (variable !== undefined) return found(env[variable] ?? "", "environment", variable);
  const profileKey = ownValue(PROFILE_KEYS, key);
  if (profileKey !== undefined) {
    const own = await (await context.account()).profileValue(profileKey);
    if (own !== null) {
      return found(own.value, "profile", `${own.file} of AWS: profile ${own.profile}`);
    }
  }
  const value = ownValue(DEFAULTS, key) ?? option.default;
  return value === undefined
    ? { setting, value: null, source: "unset", where: null, fault: null }
    : found(value, "default", null);
}

/** AWS's own variables, which rank after the config file. */
const VARIABLES_OF: Readonly<Record<string, readonly string[]>> = {
  profile: ["AWS_PROFILE"],
  "endpoint-url": ["AWS_ENDPOINT_URL_LIGHTSAIL", "AWS_ENDPOINT_URL"],
};

const PROFILE_KEYS: Readonly<Record<string, "region" | "endpoint_url">> = {
  region: "region",
  "endpoint-url": "endpoint_url",
};

const DEFAULTS: Readonly<Record<string, string>> = { region: DEFAULT_REGION, profile: "default" };

/** The reason why the command would refuse a value. */
function faultOf(option: OptionSpec, raw: unknown): string | null {
  try {
    convert(option, raw);
    return null;
  } catch (error) {
    return toQuantsError(error).message;
  }
}

/** Terraform's variables may be secrets: only their names are shown. */
function shown(option: OptionSpec, raw: unknown): string {
  const key = optionKey(option.flags);
  if (raw === false && key === "config") return "none";
  if (key === "var") return namesOf(raw).join(",");
  if (/password|secret|token/.test(key) && !key.endsWith("-file")) return "set";
  if (Array.isArray(raw)) return raw.map(String).join(",");
  if (typeof raw === "object" && raw !== null) {
    return Object.entries(raw)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(",");
  }
  return withoutSecret(String(raw));
}

function namesOf(raw: unknown): string[] {
  const names = Array.isArray(raw)
    ? raw.map((it) => String(it).split("=", 1)[0] ?? "")
    : Object.keys(raw as object);
  return names.map((name) => `${name}=…`);
}

/** A URL may contain a user name and a password. */
function withoutSecret(text: string): string {
  return text.replace(/^([a-z]+:\/\/)[^/@]*@/i, "$1…@");
}

const SECRETS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/** Variables without an option. */
const VARIABLES = [
  "AWS_CONFIG_FILE",
  "AWS_MAX_ATTEMPTS",
  "AWS_SHARED_CREDENTIALS_FILE",
  "QUANTS_CTL_CACHE_DIR",
  "QUANTS_CTL_MY_IP",
  "QUANTS_CTL_SANDBOX_ACCOUNT_ID",
  "QUANTS_CTL_SANDBOX_ADDRESS_POOL",
  "QUANTS_CTL_SANDBOX_DIR",
  "QUANTS_CTL_SANDBOX_FAULTS",
  "QUANTS_CTL_SANDBOX_PACE",
  "QUANTS_CTL_STATE_DIR",
];

function surroundings(env: Readonly<Record<string, string | undefined>>): Setting[] {
  return [...SECRETS, ...VARIABLES].map((name): Setting => {
    const given = env[name];
    if (!given) {
      const value = SECRETS.includes(name) ? "not set" : null;
      return { setting: name, value, source: "unset", where: null, fault: null };
    }
    const value = SECRETS.includes(name) ? "set" : given;
    return { setting: name, value, source: "environment", where: name, fault: null };
  });
}
