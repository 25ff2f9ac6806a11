import type { QuantsError } from "../errors.ts";
import type { Instance } from "../model.ts";

/** An instance as recorded in a Terraform state; what only the service knows is `null`. */
export interface StateInstance extends Instance {
  /** Where to reach it: `public_ip`, or else its first IPv6 address. */
  host_address: string | null;
  /** `module.fleet["a"].aws_lightsail_instance.this[0]` */
  state_address: string;
  /** Null when the state came from a file. */
  workspace: string | null;
  /** Terraform will replace it at the next apply. */
  tainted: boolean;
}

/** The Lightsail instances of a state. Every text in it comes from outside and is untrusted. */
export interface StateReading {
  instances: StateInstance[];
  /** Inconsistencies, e.g. a static IP attached to an instance of another state. */
  warnings: string[];
  /** Lightsail resources of other providers, which are not read; `warnings` mentions them too. */
  unread: UnreadType[];
  /** False if nothing was ever applied and there is no state yet. */
  exists: boolean;
}

export interface UnreadType {
  type: string;
  count: number;
}

/** Selects a stack, and how to run Terraform for it. */
export interface StackRequest {
  /** Name of a folder under terraform/environments. */
  name?: string | undefined;
  /** The stack's folder, anywhere; takes precedence over `name`. */
  dir?: string | undefined;
  workspace?: string | undefined;
  /** The program to run; by default terraform or else tofu from the PATH. */
  binary?: string | undefined;
  /** For the child's environment; undefined leaves it as it is. */
  region?: string | undefined;
  /** `name=value`, as Terraform's -var takes it. */
  vars?: readonly string[] | undefined;
  varFiles?: readonly string[] | undefined;
  /** Further arguments for Terraform. */
  extra?: readonly string[] | undefined;
}

/** One change of a plan. Actions are Terraform's: create, update, delete, forget. */
export interface ResourceChange {
  address: string;
  actions: string[];
}

/** A difference from the state, made outside Terraform, or by Terraform after it last read it. */
export interface OutsideChange {
  address: string;
  /** `update`, or `delete` if it is gone. */
  actions: string[];
  /** Names of the attributes that differ; none if it is gone. */
  attributes: string[];
}

/** Each change is counted once: a replacement is neither an addition nor a destruction. */
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
   * Where the state is out of date. The plan does not make these changes, but applying it records
   * them. For a destroy plan they are listed only if there is nothing else to do.
   */
  drift: OutsideChange[];
}

/** A Lightsail resource that a plan creates, by its future name there. */
export interface PlannedCreation {
  address: string;
  kind: "instance" | "static_ip";
  name: string;
  /** Null if the plan does not say. */
  region: string | null;
  /** Its provider block has its own access settings, so it may belong to another account. */
  elsewhere: boolean;
}

/** A plan to look at, never applied. */
export interface PlanPreview {
  /** What the state does not contain yet. */
  creates: PlannedCreation[];
  /** What would be replaced, with the attributes that force it. */
  replaces: { address: string; attributes: string[] }[];
}

/** `refresh` only updates the state to what exists. */
export type PlanMode = "apply" | "destroy" | "refresh";

/** A plan on disk: `apply` does exactly what was shown. Removed with the stack that made it. */
export interface SavedPlan {
  /** `refresh` also if requested after `--`. */
  mode: PlanMode;
  summary: PlanSummary;
  /** The Lightsail resources that it creates. */
  creates: readonly PlannedCreation[];
  /** Applying it rewrites the state, even if no entry of `drift` is worth showing. */
  stale: boolean;
  /**
   * Firewalls that `apply` makes the state forget, so that their rules are set in one call.
   * Terraform alone would close every port of the instance, even SSH, before opening any.
   */
  setWithoutClosing: readonly string[];
  /** Why it can't be applied where it was made; null when it can. */
  refusal: QuantsError | null;
  apply(): Promise<void>;
}

export interface StackOutput {
  /** Null if it is sensitive and was not requested. */
  value: unknown;
  /** Terraform's type, e.g. `"string"` or `["list", "string"]`. */
  type: unknown;
  sensitive: boolean;
}

/** The Ansible inventory that a stack writes on apply. */
export interface InventoryFile {
  path: string;
  /** False if Terraform believes it is written, but this machine does not have it. */
  exists: boolean;
}

/** A resource in a state, by what it is asked for. Nothing else of it leaves the state. */
export interface StackResource {
  address: string;
  type: string;
  /** `id`, `arn`, `name` and their like; texts from outside, not to be trusted. */
  identifiers: Readonly<Record<string, string>>;
  /** Of a task definition, the ARNs of the secrets that it is given. */
  secretReferences: readonly string[];
}

/** The options that select a stack on a command line. */
export interface StackOptions {
  argument?: string;
  dir?: string;
  workspace?: string | undefined;
  provider?: string;
}

/** A folder of Terraform files, ready for use. */
export interface Stack {
  name: string;
  selection: StackOptions;
  /** The user's folder, even if Terraform runs in a copy of it. */
  directory: string;
  /** The program in use, e.g. `/usr/bin/terraform`. */
  binary: string;
  /** The one requested, or else the one selected in the folder. */
  workspace: string;
  /**
   * Downloads providers and modules; `createWorkspace` creates the requested workspace if it is
   * missing.
   */
  init(options: { createWorkspace: boolean }): Promise<void>;
  plan(mode: PlanMode): Promise<SavedPlan>;
  /** What an apply would do, without any output; without `refresh`, by the state alone. */
  preview(options: { refresh: boolean }): Promise<PlanPreview>;
  /** What an apply would do, as `terraform show -json` prints it. May hold secrets. */
  planDocument(): Promise<Readonly<Record<string, unknown>>>;
  /** Those that the state does not contain under any address. */
  missing(creations: readonly PlannedCreation[]): Promise<PlannedCreation[]>;
  /**
   * Imports an existing resource into the state under an address; false if the provider can't
   * import it.
   */
  adopt(address: string, id: string): Promise<boolean>;
  /** Omits the values of sensitive outputs unless requested. */
  outputs(options: { sensitive: boolean }): Promise<Map<string, StackOutput>>;
  instances(): Promise<StateReading>;
  /** All of hashicorp/aws that the state has, by what it is asked for at the service. */
  resources(): Promise<StackResource[]>;
  /** Null if the stack writes none. */
  inventory(): Promise<InventoryFile | null>;
}

export interface StackEntry {
  name: string;
  directory: string;
  /** Whether `terraform init` was run for it: in its folder, or for the sandbox in the copy. */
  initialised: boolean;
  /** `local`, `s3`, `cloud`, … from its files. */
  backend: string;
}

/** What the `stack` commands need from Terraform; the Terraform provider implements it. */
export interface TerraformControl {
  /** The stacks under `folder`, by default terraform/environments of the project. */
  list(folder: string | undefined): Promise<StackEntry[]>;
  /** Name and folder of a stack, without running anything. */
  locate(request: Pick<StackRequest, "name" | "dir">): Promise<{ name: string; directory: string }>;
  /** Does the work, then removes saved plans and stops its sandbox server. */
  withStack<T>(request: StackRequest, work: (stack: Stack) => Promise<T>): Promise<T>;
  /** Reads a raw state (version 4) or the output of `terraform show -json`. */
  readStateFile(path: string): Promise<StateReading>;
}
