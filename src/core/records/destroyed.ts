import type { PastedCommand } from "../text/advice.ts";
/**
 * `infra destroy` in JSON. Static IPs are listed by name; a released address can't be recovered.
 */
export interface DestroyedRecord {
  name: string;
  region: string;
  /** True if this command deleted the instance or released an address. */
  changed: boolean;
  public_ip: string | null;
  released_static_ips: string[];
  kept_static_ips: string[];
  /** Should have been released, but still allocated and billed. */
  left_static_ips: string[];
  /** Block storage disks that it had, which stay with their data, and are billed. */
  kept_disks: string[];
  /** Made before the instance was deleted, with --snapshot-first. */
  snapshot: string | null;
  /** Keys of the instance's tags that did not fit on the snapshot. */
  dropped_tags: string[];
  finish_with: PastedCommand | null;
}
