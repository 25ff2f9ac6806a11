/** `sandbox seed` in JSON: how many instances now have these names. */
export interface SeededRecord {
  region: string;
  instances: number;
  first: string;
  last: string;
}

/** `sandbox stop` in JSON. */
export interface StoppedServer {
  /** Null if none was running. */
  endpoint: string | null;
  pid: number | null;
  changed: boolean;
}

/** `sandbox start` in JSON. */
export interface StartedSandbox {
  endpoint: string;
  /** The emulator that answers for the services that the sandbox does not build. */
  upstream?: string;
  /** The id of the background process. */
  pid?: number;
}
