import type { CallOptions } from "./call-options.ts";

/** What can be changed of an instance in place, beside power, tags, firewall and addresses. */
export interface InstanceSettings {
  /** The full hour in UTC at which a snapshot is made each day, e.g. `06:00`; null for none. */
  setAutoSnapshot(name: string, time: string | null, call?: CallOptions): Promise<string[]>;
  /** To and from `ipv6` the plan would change as well, so it is not offered. */
  setIpAddressType(name: string, type: "dualstack" | "ipv4", call?: CallOptions): Promise<string[]>;
}
