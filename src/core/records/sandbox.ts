/** `sandbox seed` in JSON: how many there are now under these names. */
export interface SeededRecord {
  region: string;
  instances: number;
  first: string;
  last: string;
}

/** `sandbox stop` in JSON. */
export interface StoppedServer {
  /** Null when none ran. */
  endpoint: string | null;
  pid: number | null;
  changed: boolean;
}

/** `sandbox start` in JSON. */
export interface StartedSandbox {
  endpoint: string;
  /** The emulator that answers for the services that the sandbox does not build. */
  upstream?: string;
  /** Of the process that goes on in the background. */
  pid?: number;
}
