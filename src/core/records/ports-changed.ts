import type { RuleChange } from "../firewall/plan.ts";
import type { FirewallRule } from "../model.ts";

/** `infra ports open`, `close` and `set` in JSON. */
export interface PortsChangedRecord {
  name: string;
  region: string;
  /** False if the firewall was already as requested, or nothing could be written. */
  changed: boolean;
  changes: RuleChange[];
  /** The current rules. */
  firewall_rules: FirewallRule[];
}
