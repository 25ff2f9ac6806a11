import type { QuantsError } from "../errors.ts";
import type { Instance } from "../model.ts";

/** An instance as a Terraform state knows it; what only the service knows is `null`. */
export interface StateInstance extends Instance {
  /** Where to reach it: `public_ip`, else its first IPv6 address. */
  host_address: string | null;
  /** `module.fleet["a"].aws_lightsail_instance.this[0]` */
  state_address: string;
  /** Null when the state came from a file. */
  workspace: string | null;
  /** Terraform means to replace it at the next apply. */
  tainted: boolean;
}

/** What a state holds of Lightsail. Every text in it comes from outside and is not to be trusted. */
export interface StateReading {
  instances: StateInstance[];
  /** What does not fit together, e.g. a static IP attached to an instance of another state. */
  warnings: string[];
  /** Of other providers' Lightsail resources, which are not read; `warnings` tells of them too. */
  unread: UnreadType[];
  /** False when nothing was ever applied: there is no state yet. */
  exists: boolean;
}

export interface UnreadType {
  type: string;
  count: number;
}

/** Which stack, and how Terraform is to be called for it. */
export interface StackRequest {
  /** Name of a folder under terraform/environments. */
  name?: string | undefined;
  /** The stack's own folder, wherever it is; wins over `name`. */
  dir?: string | undefined;
  workspace?: string | undefined;
  /** Program to run; by default terraform, else tofu, from the PATH. */
  binary?: string | undefined;
  /** For the child's environment; undefined leaves the choice to it. */
  region?: string | undefined;
  /** `name=value`, as Terraform's -var takes it. */
  vars?: readonly string[] | undefined;
  varFiles?: readonly string[] | undefined;
  /** Further arguments of Terraform's own. */
  extra?: readonly string[] | undefined;
}

/** One change that a plan holds. Actions are Terraform's: create, update, delete, forget. */
export interface ResourceChange {
  address: string;
  actions: string[];
}

/** What is otherwise than the state has it: changed outside of Terraform, or by it after it had looked. */
export interface OutsideChange {
  address: string;
  /** `update`, or `delete` for what is gone. */
  actions: string[];
  /** Names of the attributes that differ; none for what is gone. */
  attributes: string[];
}

/** Counts exclude each other: a replacement is neither an addition nor a destruction. */
export interface PlanSummary {
  changed: boolean;
  add: number;
  change: number;
  destroy: number;
  replace: number;
  resources: ResourceChange[];
  /** Outputs whose values change. */
  outputs: string[];
  /**
   * Where the state is out of date. It is no change that the plan makes, but the state takes it
   * over when the plan is applied. Of a destruction it is told where nothing else is to do.
   */
  drift: OutsideChange[];
}

/** Something of Lightsail that a plan makes, by the name that it is to have there. */
export interface PlannedCreation {
  address: string;
  kind: "instance" | "static_ip";
  name: string;
  /** Null when the plan does not tell. */
  region: string | null;
  /** Its provider block has access of its own, so that it may be another account's. */
  elsewhere: boolean;
}

/** A plan that is looked at and never applied. */
export interface PlanPreview {
  /** What the state does not have yet. */
  creates: PlannedCreation[];
  /** What is to be replaced, with the attributes that force it. */
  replaces: { address: string; attributes: string[] }[];
}

/** `refresh` changes nothing but the state, which takes over what is there. */
export type PlanMode = "apply" | "destroy" | "refresh";

/** A plan on disk: what was shown is what `apply` does. Removed with the stack that made it. */
export interface SavedPlan {
  /** `refresh` also when it was asked for behind `--`. */
  mode: PlanMode;
  summary: PlanSummary;
  /** Of Lightsail, what it makes. */
  creates: readonly PlannedCreation[];
  /** Applied, it writes the state anew, even where nothing of `drift` is worth telling. */
  stale: boolean;
  /**
   * Firewalls that `apply` has the state forget, so that their rules are set in one call.
   * Terraform alone would close every port of the instance, SSH too, before it opens any.
   */
  setWithoutClosing: readonly string[];
  /** Why it can't be applied where it was made; null when it can. */
  refusal: QuantsError | null;
  apply(): Promise<void>;
}

export interface StackOutput {
  /** Null when it is sensitive and was not asked for. */
  value: unknown;
  /** Terraform's type, e.g. `"string"` or `["list", "string"]`. */
  type: unknown;
  sensitive: boolean;
}

/** The Ansible inventory that a stack writes when it is applied. */
export interface InventoryFile {
  path: string;
  /** False when Terraform believes it written, but it is not on this machine. */
  exists: boolean;
}

/** How a stack is named on a command line again. */
export interface StackOptions {
  argument?: string;
  dir?: string;
  workspace?: string | undefined;
  provider?: string;
}

/** A folder of Terraform files, ready to be worked on. */
export interface Stack {
  name: string;
  said: StackOptions;
  /** The user's folder, even where Terraform runs in a copy of it. */
  directory: string;
  /** The program that is run, e.g. `/usr/bin/terraform`. */
  binary: string;
  /** The one asked for, else the one selected in the folder. */
  workspace: string;
  /** Downloads providers and modules; `createWorkspace` makes the one asked for, if it is not there. */
  init(options: { createWorkspace: boolean }): Promise<void>;
  plan(mode: PlanMode): Promise<SavedPlan>;
  /** What an apply would do, without a word; not `refresh`ed, it is what the state alone tells. */
  preview(options: { refresh: boolean }): Promise<PlanPreview>;
  /** What an apply would do, as `terraform show -json` prints it. May hold secrets. */
  planDocument(): Promise<Readonly<Record<string, unknown>>>;
  /** Those that the state does not have under any address. */
  missing(creations: readonly PlannedCreation[]): Promise<PlannedCreation[]>;
  /** Takes what exists into the state, under an address; false where the provider can't import it. */
  adopt(address: string, id: string): Promise<boolean>;
  /** Values of sensitive outputs are left out unless asked for. */
  outputs(options: { sensitive: boolean }): Promise<Map<string, StackOutput>>;
  instances(): Promise<StateReading>;
  /** Null for a stack that writes none. */
  inventory(): Promise<InventoryFile | null>;
}

export interface StackEntry {
  name: string;
  directory: string;
  /** `terraform init` was run for it: in its folder, or for the sandbox in the copy there. */
  initialised: boolean;
  /** `local`, `s3`, `cloud`, … as its files say. */
  backend: string;
}

/** What the `stack` commands can do; the Terraform provider implements it. */
export interface TerraformControl {
  /** The stacks under `folder`, by default terraform/environments of the project. */
  list(folder: string | undefined): Promise<StackEntry[]>;
  /** Name and folder of a stack, without running anything. */
  locate(request: Pick<StackRequest, "name" | "dir">): Promise<{ name: string; directory: string }>;
  /** Does the work and cleans up behind it: saved plans, a sandbox server. */
  withStack<T>(request: StackRequest, work: (stack: Stack) => Promise<T>): Promise<T>;
  /** Reads a raw state (version 4) or the output of `terraform show -json`. */
  readStateFile(path: string): Promise<StateReading>;
}
