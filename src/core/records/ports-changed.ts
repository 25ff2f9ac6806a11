import type { RuleChange } from "../firewall/plan.ts";
import type { FirewallRule } from "../model.ts";

/** `infra ports open`, `close` and `set` in JSON. */
export interface PortsChangedRecord {
  name: string;
  region: string;
  /** False when the firewall was as wanted already, or nothing could be written. */
  changed: boolean;
  changes: RuleChange[];
  /** As they are now. */
  firewall_rules: FirewallRule[];
}
