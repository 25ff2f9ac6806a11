export const PROVIDERS = ["lightsail", "sandbox"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export const OUTPUTS = ["table", "json", "yaml", "name"] as const;
export type Output = (typeof OUTPUTS)[number];

export const DEFAULT_REGION = "ap-northeast-1";

/** What every command is run with. */
export interface Settings {
  provider: ProviderName;
  /** AWS profile; undefined leaves the choice to the SDK's chain. */
  profile: string | undefined;
  /** Endpoint given by flag or config file; AWS_ENDPOINT_URL is the SDK's to read. */
  endpointUrl: string | undefined;
  output: Output;
  /** As asked by flag, environment or config file: one, several with commas, or `all`. */
  region: string | undefined;
  /** The region asked first for what concerns no region; never `all`. */
  homeRegion: string | undefined;
  debug: boolean;
}
