import type { Stage } from "../hibernation/stage.ts";
import type { StackDocument } from "./stack-document.ts";

/** A server of the engine. Its texts come from outside and are untrusted. */
export interface EngineNode {
  id: string;
  name: string;
  /** Null: it has no label that says so, and no tenant is placed there. */
  pool: string | null;
  /** `drained`: it takes no more, and what is there goes on. */
  state: "ready" | "drained" | "down";
  address: string | null;
  is_manager: boolean;
  cpu: number;
  memory_mb: number;
  /** When it joined; ISO 8601. */
  joined_at: string | null;
}

export interface EnginePart {
  name: string;
  /** Whether it is to run. */
  wanted: boolean;
  /** Whether it runs, and its probe says that it is well. */
  healthy: boolean;
  /** Id of the node that it is pinned to. */
  node: string;
  volumes: readonly string[];
}

/** Nodes by id. */
export interface Move {
  from: string;
  to: string;
}

/** A tenant as the engine's own labels tell of it: there is no other record. */
export interface EngineTenant {
  name: string;
  tier: string;
  stage: Stage;
  bots_by_exchange: Readonly<Record<string, number>>;
  /** Under way; null: none. */
  move: Move | null;
  /** Under way, to the node with the restored data; `from` is the same where the tenant stays. */
  restore: Move | null;
  /** Its volumes are not made yet. */
  is_new: boolean;
  /** It is being destroyed. */
  is_leaving: boolean;
  /** Ids of nodes that were said to be lost, with what they had of it. */
  lost: readonly string[];
  parts: readonly EnginePart[];
}

/** One that is wanted and has no place yet. */
export interface PendingTenant {
  name: string;
  tier: string;
  /** That of its tier when it was recorded. */
  pool: string;
  bots_by_exchange: Readonly<Record<string, number>>;
  /** ISO 8601, by the engine's clock. */
  since: string;
}

/** Something of a part that is, or may be, on a node. */
export interface EngineTask {
  part: string;
  /** Its id; null: it has none yet. */
  node: string | null;
  state: string;
  error: string | null;
  /** False once it is certain that nothing of it runs. */
  is_alive: boolean;
}

/** What is recorded of a tenant beside its parts; `null` takes it away. */
export interface Marks {
  stage?: Stage;
  move?: Move | null;
  restore?: Move | null;
  made?: true;
  leaving?: true;
  /** One more. */
  lost?: string | null;
}

/** Who works on a tenant. */
export interface LockHolder {
  host: string;
  pid: number;
  started: string | null;
  command: string;
}

export interface HeldLock {
  id: string;
  holder: LockHolder;
}

/**
 * A set of a tenant's volumes on one node: those in use, a copy that is not complete yet, or what
 * somebody put there from a backup.
 */
export interface VolumePlace {
  node: string;
  set: "own" | "incoming" | "restored";
}

/** A volume as it is found. */
export interface VolumeLook {
  name: string;
  /** NUMBER:NUMBER */
  owner: string;
  is_empty: boolean;
}

/**
 * Runs the tenants' stacks. Each call can be repeated: it brings about a state. Only `deploy` makes
 * parts, and only `scale` starts them. Work on volumes throws `invalid_state` where the node is down
 * or unknown, and changes of parts throw `not_found` where there are none.
 */
export interface TenantEngine {
  nodes(): Promise<EngineNode[]>;
  tenants(): Promise<EngineTenant[]>;
  /** Null: it has no parts. */
  tenant(name: string): Promise<EngineTenant | null>;
  tasks(tenant: string): Promise<EngineTask[]>;

  /** Those that are recorded as pending and have no parts, the longest waiting first. */
  pending(): Promise<PendingTenant[]>;
  /** Keeps the time of one that is recorded in the same way. */
  setPending(tenant: Omit<PendingTenant, "since">): Promise<void>;
  removePending(tenant: string): Promise<void>;

  /** What there is of it beside parts and volumes, for people: `secret redis`, `network`, `pending`. */
  remains(tenant: string): Promise<string[]>;
  makeSecret(tenant: string, name: string, value: string): Promise<void>;
  /** Makes or completes parts and network. */
  deploy(tenant: string, document: StackDocument): Promise<void>;
  mark(tenant: EngineTenant, marks: Marks): Promise<void>;
  /** Only for a tenant of which nothing runs. */
  pin(tenant: EngineTenant, node: string): Promise<void>;
  /** Which parts run. */
  scale(tenant: EngineTenant, running: readonly string[]): Promise<void>;
  removeParts(tenant: string): Promise<void>;
  removeSecrets(tenant: string): Promise<void>;
  removeNetwork(tenant: string): Promise<void>;

  /** By name the owner, as NUMBER:NUMBER. Throws `conflict` where there is data of that name. */
  makeVolumes(
    tenant: string,
    node: string,
    owners: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** From those in use on one node to incoming ones on the other, over the tenant's network. */
  copyVolumes(tenant: string, move: Move): Promise<void>;
  /** None: the set is not there. */
  lookAtVolumes(tenant: string, place: VolumePlace): Promise<VolumeLook[]>;
  /** The same for the same content, owners and modes; throws `not_found` without the set. */
  sumVolumes(tenant: string, place: VolumePlace): Promise<string>;
  /** Incoming ones become those in use, at once. */
  adoptVolumes(tenant: string, node: string): Promise<void>;
  /** Restored ones become those in use, at once; those that were are kept beside until the next time. */
  takeRestored(tenant: string, node: string): Promise<void>;
  /** All sets of it, and what is kept beside. Those in use are gone at once, or whole. */
  removeVolumes(tenant: string, node: string): Promise<void>;

  /** Null: it has it now. */
  lock(tenant: string, holder: LockHolder): Promise<HeldLock | null>;
  unlock(id: string): Promise<void>;
  /** Of all tenants. */
  locks(): Promise<HeldLock[]>;
  /** The lock of a tenant, whoever holds it; null without one. */
  lockOf(tenant: string): Promise<HeldLock | null>;

  /** Throws `not_found` for a node that there is not. */
  setTaking(node: string, taking: boolean): Promise<void>;
  removeNode(node: string): Promise<void>;
}

/** Where an engine is. */
export interface EngineAddress {
  /** `unix://`, `ssh://` or `tcp://`; undefined: that of the environment, or this machine's. */
  host: string | undefined;
  volumes: string;
  helper_image: string;
}
