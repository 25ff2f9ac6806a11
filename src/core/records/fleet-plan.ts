import type { Action, AttributeValue, Effect } from "../fleet/change.ts";

/** One attribute that changes. */
export interface FleetAttribute {
  path: string;
  before: AttributeValue;
  after: AttributeValue;
  effect: Effect;
}

/** One object of a plan; the names are those of Terraform's plan where they fit. */
export interface FleetChangeRecord {
  /** `instance.prod-exec-1` */
  address: string;
  type: "instance" | "key_pair" | "static_ip";
  /** Its name in the files. */
  name: string;
  /** Its name in Lightsail, or the one that it will get. */
  resource_name: string;
  region: string;
  action: Action;
  action_reason: string;
  /** The fleet's by its tags, but in no file, and left alone. */
  orphan: boolean;
  /** Why it can't be carried out; null if it can. */
  blocked: string | null;
  change: {
    /** As Terraform says it: `["delete", "create"]` for a replacement. */
    actions: readonly string[];
    before: Readonly<Record<string, AttributeValue>> | null;
    after: Readonly<Record<string, AttributeValue>> | null;
  };
  attributes: readonly FleetAttribute[];
  monthly_usd_before: number | null;
  monthly_usd_after: number | null;
}

/** What `fleet plan` shows, and `--out` keeps. */
export interface FleetPlanRecord {
  format_version: "1.0";
  fleet: string;
  regions: readonly string[];
  /** Whether there is anything to do, and nothing in its way. */
  applyable: boolean;
  resource_changes: readonly FleetChangeRecord[];
  counts: Readonly<Record<Action, number>>;
  monthly_usd_before: number | null;
  monthly_usd_after: number | null;
  budget_usd_per_month: number | null;
  within_budget: boolean | null;
}
