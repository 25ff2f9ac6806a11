import type { ErrorJson } from "../errors.ts";
import type { PastedCommand } from "../text/advice.ts";

/** One instance of the lost region. */
export interface FailedOverInstance {
  /** Its name in the files. */
  name: string;
  resource_name: string;
  /** The copy that it is made from; null for none. */
  snapshot: string | null;
  /** Until when its data reaches; null if unknown. */
  data_until: string | null;
  /** Seconds of data that are lost; null if unknown. */
  lost_seconds: number | null;
  public_ip: string | null;
  static_ip_name: string | null;
  /** False if it was there already, or is not there. */
  changed: boolean;
  not_done: readonly string[];
  error: ErrorJson | null;
}

export interface FailedOverEntry {
  domain: string;
  name: string;
  type: string;
  before: string;
  instance: string;
  error: ErrorJson | null;
}

/** What came of `fleet failover`. */
export interface FleetFailoverRecord {
  fleet: string;
  from: string;
  to: string;
  changed: boolean;
  /** Whether the lost region answers all the same. */
  from_answers: boolean;
  /** Those of the files that were brought there. */
  key_pairs: readonly { name: string; error: ErrorJson | null }[];
  instances: readonly FailedOverInstance[];
  /** Names in the files of which there is no copy, so that nothing was made. */
  without_copy: readonly string[];
  dns: readonly FailedOverEntry[];
  /** Why DNS entries were not looked at, as a sentence; null if they were. */
  dns_left: string | null;
  /** The command that does the rest; null when nothing is left. */
  finish_with: PastedCommand | null;
}
