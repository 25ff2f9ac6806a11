import { ownValue } from "./text/own-value.ts";

export const PROVIDERS = ["lightsail", "sandbox"] as const;
export type ProviderName = (typeof PROVIDERS)[number];
export const DEFAULT_PROVIDER: ProviderName = "lightsail";
/** Providers as users also write them. */
export const PROVIDER_SYNONYMS = { aws_lightsail: "lightsail" } as const;

/** The provider that a word stands for; undefined for none. */
export function providerNamed(word: string): ProviderName | undefined {
  const known = ownValue<string>(PROVIDER_SYNONYMS, word) ?? word;
  return PROVIDERS.find((provider) => provider === known);
}

export const OUTPUTS = ["table", "json", "yaml", "name"] as const;
export type Output = (typeof OUTPUTS)[number];
/** Forms as users also write them: a table whatever the terminal's width, and YAML's other name. */
export const OUTPUT_SYNONYMS = { wide: "table", yml: "yaml" } as const;

/** The form that a word stands for, in whatever case it is written; undefined for none. */
export function outputNamed(word: string): Output | undefined {
  const lower = word.toLowerCase();
  const known = ownValue<string>(OUTPUT_SYNONYMS, lower) ?? lower;
  return OUTPUTS.find((output) => output === known);
}

export const DEFAULT_REGION = "ap-northeast-1";

/**
 * Whether a command tells what it does as it goes. With JSON only a person at a terminal is told:
 * what a program reads from stderr is one object at the most.
 */
export function tellsProgress(
  { output, quiet }: Pick<Settings, "output" | "quiet">,
  stderr: { isTTY?: boolean },
): boolean {
  return !quiet && (output !== "json" || stderr.isTTY === true);
}

/** What every command is run with. */
export interface Settings {
  provider: ProviderName;
  /** AWS profile; undefined leaves the choice to the SDK's chain. */
  profile: string | undefined;
  /** Endpoint given by flag or config file; AWS_ENDPOINT_URL is the SDK's to read. */
  endpointUrl: string | undefined;
  output: Output;
  /** Only results, warnings and errors. */
  quiet: boolean;
  /** As asked by flag, environment or config file: one, several with commas, or `all`. */
  region: string | undefined;
  /** The region asked first for what concerns no region; never `all`. */
  homeRegion: string | undefined;
  debug: boolean;
  /** The settings file that is used, as it was named or found; null for none. */
  configFile: string | null;
}
