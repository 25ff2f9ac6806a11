import type { PastedCommand } from "../text/advice.ts";
/** `infra destroy` in JSON. Static IPs are named; an address that was released can't be recovered. */
export interface DestroyedRecord {
  name: string;
  region: string;
  /** True once the instance is gone, or an address released, by this command. */
  changed: boolean;
  public_ip: string | null;
  released_static_ips: string[];
  kept_static_ips: string[];
  /** Meant to be released, but still allocated and billed. */
  left_static_ips: string[];
  /** Made before the instance was deleted, with --snapshot-first. */
  snapshot: string | null;
  /** Keys of the instance's tags that the snapshot has no room for. */
  dropped_tags: string[];
  finish_with: PastedCommand | null;
}
