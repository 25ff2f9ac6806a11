import type { Context } from "../../core/context.ts";
import { DEFAULT_PROVIDER, type Settings, providerNamed } from "../../core/settings.ts";
import { configFileOf } from "../config-file.ts";

type Account = Pick<Settings, "provider" | "profile" | "endpointUrl">;

const KEYS = { provider: "provider", profile: "profile", endpointUrl: "endpoint_url" } as const;
const FLAGS = { provider: "--provider", profile: "--profile", endpointUrl: "--endpoint-url" };

/**
 * The account whose names are offered: from the words typed, then the environment, then the
 * config file, as far as it can be read without checking all of it.
 */
export async function accountSelected(
  words: readonly string[],
  context: Context,
): Promise<Account> {
  const { env } = context.host;
  const file = await fileValues(words, context);
  const of = (key: keyof typeof KEYS): string | undefined => {
    const given = valueOf(FLAGS[key], words) ?? (key === "provider" && env["QUANTS_CTL_PROVIDER"]);
    const value = given || file[KEYS[key]];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const provider = providerNamed(of("provider") ?? "") ?? DEFAULT_PROVIDER;
  return { provider, profile: of("profile"), endpointUrl: of("endpointUrl") };
}

/** A flag's value among the words, joined by `=` or not. */
export function valueOf(flag: string, words: readonly string[]): string | undefined {
  const at = words.findLastIndex((it) => it === flag || it.startsWith(`${flag}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  if (word !== flag) return word.slice(flag.length + 1);
  return words[at + 1] === "=" ? words[at + 2] : words[at + 1];
}

async function fileValues(
  words: readonly string[],
  { host }: Context,
): Promise<Record<string, unknown>> {
  const named = valueOf("--config", words) ?? valueOf("-c", words);
  const flags = words.includes("--no-config") ? { config: false } : { config: named };
  try {
    const found = configFileOf(flags, host);
    if (found === null) return {};
    const { readTopLevel } = await import("../../core/config/load.ts");
    return await readTopLevel(found.file, host);
  } catch {
    return {};
  }
}
