/** One thing that a command would do; the keys are those of `--dry-run` in JSON. */
export interface PlannedChange {
  /** `create`, `delete`, `attach`, `open`, … */
  action: string;
  /** `instance`, `static_ip`, `firewall_rule`, `snapshot`, `tag`. */
  kind: string;
  name: string;
  region: string;
  /** For people: what exactly, e.g. `tcp/22 from 203.0.113.0/24`. */
  detail: string;
  /**
   * By how many US dollars it makes a month dearer, or with a minus cheaper; 0 for what is not
   * billed. Null when the price is not known.
   */
  monthly_usd: number | null;
}

export interface PlannedRecord {
  dry_run: true;
  changes: readonly PlannedChange[];
  /** False when the command would refuse some targets. */
  complete: boolean;
  /** What all changes with a known price come to. */
  monthly_usd: number;
  /** False when the price of some change is not known. */
  monthly_usd_complete: boolean;
}
