import type { ScaleChange } from "../autoscale/choose.ts";
import type { RuleRecord, ScaleDecision } from "../autoscale/decide.ts";
import type { PastedCommand } from "../text/advice.ts";
import type { PlannedChange } from "./planned.ts";
import type { WorkerStep } from "./worker-added.ts";

export type RemovalStep = "marked" | "emptied" | "removed" | "destroyed";

/** `kept`: its tenants no longer find places elsewhere, and it takes tenants again. */
export type ScaleResult = "planned" | "added" | "removed" | "kept" | "failed";

export interface ScaleChangeRecord extends Pick<
  ScaleChange,
  "action" | "pool" | "worker" | "reason"
> {
  result: ScaleResult;
  done: readonly (WorkerStep | RemovalStep)[];
  not_done: readonly (WorkerStep | RemovalStep)[];
  /** The command that does the rest; null if nothing is half done. */
  finish_with: PastedCommand | null;
}

export interface PoolScaleRecord {
  pool: string;
  action: ScaleDecision["action"];
  worker: string | null;
  reason: string;
  workers: number;
  min_workers: number;
  max_workers: number;
  tenants: number;
  places: number;
  pending: number;
  /** False: nothing tells how busy it is, so that it holds. */
  measured: boolean;
  rules: readonly RuleRecord[];
}

/** `autoscale run` in JSON. */
export interface AutoscaleRecord {
  dry_run: boolean;
  changed: boolean;
  /** The one change of the run; null: every pool holds. */
  change: ScaleChangeRecord | null;
  pools: readonly PoolScaleRecord[];
  /** In a dry run, what would be changed. */
  changes: readonly PlannedChange[];
  /** What `changes` would add to a month's bill, or take from it. */
  monthly_usd: number;
}
