import { ownValue } from "./text/own-value.ts";

export const PROVIDERS = ["lightsail", "sandbox"] as const;
export type ProviderName = (typeof PROVIDERS)[number];
export const DEFAULT_PROVIDER: ProviderName = "lightsail";
/** Providers as users also write them. */
export const PROVIDER_SYNONYMS = { aws_lightsail: "lightsail" } as const;

/** The provider that a word stands for; undefined if none. */
export function providerNamed(word: string): ProviderName | undefined {
  const known = ownValue<string>(PROVIDER_SYNONYMS, word) ?? word;
  return PROVIDERS.find((provider) => provider === known);
}

export const OUTPUTS = ["table", "json", "yaml", "name"] as const;
export type Output = (typeof OUTPUTS)[number];
/** Formats as users also write them: a table with nothing cut, and YAML's other name. */
export const OUTPUT_SYNONYMS = { wide: "table", yml: "yaml" } as const;

/** The format that a word stands for, in any case; undefined if none. */
export function outputNamed(word: string): Output | undefined {
  const lower = word.toLowerCase();
  const known = ownValue<string>(OUTPUT_SYNONYMS, lower) ?? lower;
  return OUTPUTS.find((output) => output === known);
}

export const DEFAULT_REGION = "ap-northeast-1";

/**
 * Whether a command reports its progress. With JSON only a person at a terminal sees it: a program
 * reads at most one object from stderr.
 */
export function showsProgress(
  { output, quiet }: Pick<Settings, "output" | "quiet">,
  stderr: { isTTY?: boolean },
): boolean {
  return !quiet && (output !== "json" || stderr.isTTY === true);
}

/** The settings of every command. */
export interface Settings {
  provider: ProviderName;
  /** AWS profile; undefined leaves the choice to the SDK's chain. */
  profile: string | undefined;
  /** Endpoint from a flag or the config file; the SDK reads AWS_ENDPOINT_URL. */
  endpointUrl: string | undefined;
  output: Output;
  /** Only results, warnings and errors. */
  quiet: boolean;
  /** From flag, environment or config file: one, several with commas, or `all`. */
  region: string | undefined;
  /** The region to ask about what belongs to no region; never `all`. */
  homeRegion: string | undefined;
  debug: boolean;
  /** The settings file in use, as it was named or found; null for none. */
  configFile: string | null;
}
