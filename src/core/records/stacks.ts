import {
  type PlannedCreation,
  type PlanSummary,
  type StackOutput,
} from "../contracts/terraform-control.ts";
import type { ErrorJson } from "../errors.ts";

/** What a stack makes, and what exists although its state does not have it. */
export interface OrphanRecord {
  kind: PlannedCreation["kind"];
  name: string;
  region: string;
  /** The address that the stack has for it. */
  address: string;
  created_at: string | null;
}

export const KIND_WORDS = { instance: "instance", static_ip: "static IP" } as const;

/** `stack adopt` in JSON. */
export interface AdoptedRecord {
  stack: string;
  workspace: string;
  /** False when there was nothing to take in. */
  changed: boolean;
  adopted: (OrphanRecord & { error: ErrorJson | null })[];
  /** What the next apply would make anew, with the attributes that force it; null when not known. */
  replaced_by_apply: { address: string; attributes: string[] }[] | null;
}

/** `stack apply`, `stack destroy` and `stack refresh` in JSON: the plan, and what became of it. */
export interface AppliedRecord extends PlanSummary {
  stack: string;
  workspace: string;
  /** False when Terraform failed or was stopped half-way: a part of the plan is done. */
  complete: boolean;
  /** True when the state took over what it was out of date in. */
  refreshed: boolean;
  /**
   * What this stack makes and what exists without being in its state: looked for after a failure
   * or a stop, and by a destruction, which does not reach it. Null when that could not be told.
   */
  orphans: OrphanRecord[] | null;
  /** Names of the instances in the state now; null when it could not be read. */
  instances: string[] | null;
  /** The Ansible inventory that the stack wrote. */
  inventory: string | null;
}

/** `stack output` in JSON: as `terraform output -json` has it, sensitive values left out. */
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
  bundles: number;
  /** False when nothing but the date is new. */
  changed: boolean;
}

/** `stack init` in JSON. */
export interface StackInitialisedRecord {
  stack: string;
  directory: string;
  workspace: string;
  /** Path of the program that did it. */
  binary: string;
}
