import type { CreateInstanceOptions, WaitOptions } from "../infra-manager.ts";
import type { FirewallRule, Instance, StaticIp } from "../model.ts";
import type { Progress } from "../plan/execute.ts";

export type WaitLevel = "none" | "operation" | "running" | "ip" | "ssh";

export interface CreationOptions extends CreateInstanceOptions {
  /** Allocate `<name>-static-ip`, or use an existing free one, and attach it. */
  staticIp: boolean;
  /** Create it from this snapshot instead of the image. */
  snapshot?: string | undefined;
  /** Names for the disks of that snapshot, by the path of each. */
  disks?: readonly { path: string; name: string }[] | undefined;
  /** Make the firewall exactly these rules; undefined leaves the image's own. */
  rules: readonly FirewallRule[] | undefined;
  waitLevel: WaitLevel;
  /** An instance of that name with the same bundle, blueprint, zone and tags is success. */
  ifNotExists: boolean;
  /** The instance that this command resumes, even if its tags have changed since. */
  isResumed?: ((existing: Instance) => boolean) | undefined;
  /** Which instance `ifNotExists` accepts; by default any matching one. */
  isOurs?: ((existing: Instance) => boolean) | undefined;
  /** What it is made from, for people. */
  detail: string;
  /** What the instance costs. */
  monthlyUsd: number;
}

export type CreationStep = "instance" | "firewall" | "static_ip" | "wait";

/** What exists of it. It is always reported, whatever failed. */
export interface Created {
  instance: Instance | null;
  static_ip: StaticIp | null;
  /** The instance existed before, so this run must not undo it. */
  adopted: boolean;
  changed: boolean;
}

/** `error` and `instance` can both be set. */
export type CreationOutcome = Created & Progress<CreationStep>;

export interface CreationHooks {
  /** One state change or finished step, for people. */
  onStep: (text: string) => void;
  /** The instance existed before. */
  onAdopted?: ((instance: Instance) => void) | undefined;
  /** The static IP existed before. */
  onStaticIpFound?: ((ip: StaticIp) => void) | undefined;
  /** Resolves when a server answers SSH at the address. */
  waitForSsh: (instance: Instance, wait: WaitOptions) => Promise<void>;
}

/** How to find out what exists before anything is made. */
export interface CreationLookups {
  instance: (name: string) => Promise<Instance | null>;
  staticIp: (name: string) => Promise<StaticIp | null>;
}
