/** How long the sandbox's instances take to change state. */
export const PACES = ["instant", "fast", "real"] as const;
export type Pace = (typeof PACES)[number];

export interface SandboxStartOptions {
  /** 0 takes a free port. */
  port: number;
  pace: Pace;
  /** Fault plan, JSON or YAML; see docs/SANDBOX.md. */
  faultsFile?: string | undefined;
  /** CIDR of instance addresses, in place of the documentation ranges. */
  addressPool?: string | undefined;
  /** The account that owns everything; 12 digits. */
  accountId?: string | undefined;
  /** Origin of another emulator, which answers for all services that the sandbox does not build. */
  upstream?: string | undefined;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  upstream: string | null;
  /** Resolves when the server has closed. */
  closed: Promise<void>;
  stop(): Promise<void>;
}

export interface SandboxStatus {
  /** Folder that holds the state. */
  directory: string;
  /** Endpoint of the server on this folder; null if none is running. */
  endpoint: string | null;
  pid: number | null;
  /** Of that server: the emulator that answers for the services that it does not build. */
  upstream: string | null;
  regions: { region: string; instances: number; static_ips: number; snapshots: number }[];
  /** Regions whose state can't be read, and why. */
  damaged: { region: string; reason: string }[];
}

export interface DetachOptions extends SandboxStartOptions {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

/** Another process's server. */
export interface ServerProcess {
  endpoint: string;
  pid: number;
}

/** What the `sandbox` commands can do; the sandbox provider implements it. */
export interface SandboxControl {
  start(options: SandboxStartOptions): Promise<RunningSandbox>;
  /** Starts a server in its own process; resolves when it is ready. */
  startDetached(options: DetachOptions): Promise<ServerProcess>;
  /** Stops the server on the folder and waits for its end; null if none is running. */
  stop(signal: AbortSignal): Promise<ServerProcess | null>;
  status(): Promise<SandboxStatus>;
  /** Adds instances `PREFIX-1…` that have been running for long; returns their names. */
  seed(options: { instances: number; region: string; prefix: string }): Promise<string[]>;
  /** Deletes all state; refuses (`conflict`) while a server is using it. */
  reset(): Promise<void>;
}
