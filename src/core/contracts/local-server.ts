import type { SandboxControl, SandboxStartOptions } from "./sandbox-control.ts";

/** How other programs reach a provider that is embedded in this process. */
export interface LocalServer {
  control: () => Promise<SandboxControl>;
  /** How to start a server that runs as long as the command. */
  start: () => SandboxStartOptions;
}
