type Env = Readonly<Record<string, string | undefined>>;

/** The properties of a provider that commands depend on. */
export interface ProviderTraits {
  /** Its name within a sentence: `the sandbox`. */
  called: string;
  /**
   * Runs in this process, on files of this machine. Terraform then works on a copy of a stack,
   * against a server that runs as long as the command.
   */
  isEmbedded: boolean;
  /** Whether AWS profiles choose its account. */
  hasProfiles: boolean;
  /** What to do instead of waiting for SSH, where no instance can answer it; null elsewhere. */
  insteadOfSsh(env: Env): string | null;
}
