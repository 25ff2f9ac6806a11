import type { Instance } from "../model.ts";

/** `infra info` in JSON: the instance record and what belongs to it. */
export interface InstanceInfo extends Instance {
  /** Name of its static IP. */
  static_ip_name: string | null;
  /** How to log in; null without an address or for Windows. */
  ssh_command: string | null;
}
