import type { ErrorJson } from "../errors.ts";
import type { PastedCommand } from "../text/advice.ts";
import type { Action } from "../fleet/change.ts";

/** One change that was carried out, or not. */
export interface FleetOutcome {
  address: string;
  action: Action;
  region: string;
  /** Its name in Lightsail now; null when there is nothing. */
  resource_name: string | null;
  public_ip: string | null;
  /** The static IP that it allocated or attached; null for none. */
  static_ip_name: string | null;
  /** The steps that are left; empty when it is done. */
  not_done: readonly string[];
  error: ErrorJson | null;
}

/** What came of `fleet apply`. */
export interface FleetAppliedRecord {
  fleet: string;
  changed: boolean;
  done: readonly FleetOutcome[];
  not_done: readonly FleetOutcome[];
  monthly_usd_before: number | null;
  monthly_usd_after: number | null;
  /** The command that does the rest; null when nothing is left. */
  finish_with: PastedCommand | null;
}
