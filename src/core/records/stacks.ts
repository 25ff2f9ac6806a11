import {
  type PlannedCreation,
  type PlanSummary,
  type StackOutput,
} from "../contracts/terraform-control.ts";
import type { ErrorJson } from "../errors.ts";

/** A resource of a stack that exists but is not in its state. */
export interface OrphanRecord {
  kind: PlannedCreation["kind"];
  name: string;
  region: string;
  /** Its address in the stack. */
  address: string;
  created_at: string | null;
}

export const KIND_WORDS = { instance: "instance", static_ip: "static IP" } as const;

/** `stack adopt` in JSON. */
export interface AdoptedRecord {
  stack: string;
  workspace: string;
  /** False if there was nothing to import. */
  changed: boolean;
  adopted: (OrphanRecord & { error: ErrorJson | null })[];
  /** What the next apply would recreate, with the attributes that force it; null if unknown. */
  replaced_by_apply: { address: string; attributes: string[] }[] | null;
}

/** `stack apply`, `stack destroy` and `stack refresh` in JSON: the plan and its outcome. */
export interface AppliedRecord extends PlanSummary {
  stack: string;
  workspace: string;
  /** False if Terraform failed or was stopped: part of the plan is done. */
  complete: boolean;
  /** True if the state was brought up to date. */
  refreshed: boolean;
  /**
   * Resources of this stack that exist but are not in its state: looked up after a failure or a
   * stop, and before a destruction, which does not reach them. Null if unknown.
   */
  orphans: OrphanRecord[] | null;
  /** Names of the instances now in the state; null if it could not be read. */
  instances: string[] | null;
  /** The Ansible inventory that the stack wrote. */
  inventory: string | null;
}

/** `stack output` in JSON: like `terraform output -json`, without sensitive values. */
export type OutputsRecord = Record<string, StackOutput>;

/** `stack plan` in JSON. */
export interface StackPlanRecord extends PlanSummary {
  stack: string;
  workspace: string;
}

/** `stack prices` in JSON. */
export interface PricesRecord {
  stack: string;
  file: string;
  region: string;
  /** Lightsail plans with a price; null where only the other services' prices were asked for. */
  bundles: number | null;
  /** Figures of other services in `prices/REGION.json`; null for a stack that has none. */
  figures: number | null;
  /** Their keys without a price in the list: the figure that was there stays. */
  not_found: readonly string[];
  /** False if only the date is new. */
  changed: boolean;
}

/** `stack init` in JSON. */
export interface StackInitialisedRecord {
  stack: string;
  directory: string;
  workspace: string;
  /** Path of the program that was used. */
  binary: string;
}
