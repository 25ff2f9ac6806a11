import type { Stage } from "../hibernation/stage.ts";
import type { Wording } from "../text/advice.ts";
import type { Candidate } from "../placement/place.ts";

/** `tenant list` in JSON. */
export interface TenantRecord {
  tenant: string;
  tier: string;
  stage: Stage;
  /** Null: it is pending. */
  worker: string | null;
  /** `pending`, `well`, `waiting for redis`, `moving to worker-2`, `being destroyed`, `worker is down`. */
  status: string;
  running: number;
  parts: number;
  bots_by_exchange: Readonly<Record<string, number>>;
}

export interface TenantPartRecord {
  part: string;
  wanted: boolean;
  healthy: boolean;
  worker: string;
  volumes: readonly string[];
  /** What the engine said last of one that is not well. */
  says: string | null;
}

/** `tenant info` in JSON. */
export interface TenantInfoRecord extends TenantRecord {
  stack: readonly TenantPartRecord[];
}

/** What a command did with a tenant. */
export interface TenantChangeRecord {
  action: "create" | "move" | "undo move" | "hibernate" | "wake" | "restore" | "destroy";
  tenant: string;
  tier: string | null;
  /** Null: none any more. */
  worker: string | null;
  from: string | null;
  stage: Stage | null;
  changed: boolean;
  done: readonly string[];
  not_done: readonly string[];
}

export interface TenantPlacementRecord {
  tenant: string;
  tier: string;
  pool: string;
  cpu: number;
  memory_mb: number;
  /** Null: there is no room for it. */
  worker: string | null;
  /** What would help when there is none. */
  advice: Wording | null;
  candidates: readonly Candidate[];
}

/** `worker list` in JSON. */
export interface WorkerRecord {
  worker: string;
  id: string;
  pool: string | null;
  state: string;
  address: string | null;
  manager: boolean;
  tenants: number;
  max_tenants: number | null;
  /** What the tenants have reserved; shares of what may be. */
  cpu_used: number | null;
  memory_used: number | null;
  /** The lowest gets the next tenant. */
  score: number | null;
}

export interface WorkerInfoRecord extends WorkerRecord {
  names: readonly string[];
}

/** `worker drain` and `worker remove`. */
export interface WorkerChangeRecord {
  action: "drain" | "undo drain" | "remove";
  worker: string;
  moved: readonly { tenant: string; to: string }[];
  /** Tenants that are still there. */
  left: readonly string[];
  changed: boolean;
}
