/** One change that a command would make; the keys are those of `--dry-run` in JSON. */
export interface PlannedChange {
  /** `create`, `delete`, `attach`, `open`, … */
  action: string;
  /** `instance`, `static_ip`, `firewall_rule`, `snapshot`, `tag`. */
  kind: string;
  name: string;
  region: string;
  /** Details for people, e.g. `tcp/22 from 203.0.113.0/24`. */
  detail: string;
  /**
   * The change of the monthly bill in US dollars; 0 for what is not billed. Null if the price is
   * unknown.
   */
  monthly_usd: number | null;
}

export interface PlannedRecord {
  dry_run: true;
  changes: readonly PlannedChange[];
  /** False if the command would refuse some targets. */
  complete: boolean;
  /** The sum of all changes with a known price. */
  monthly_usd: number;
  /** False if the price of some change is unknown. */
  monthly_usd_complete: boolean;
}
