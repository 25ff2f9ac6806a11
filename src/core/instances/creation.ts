import type { CreateInstanceOptions, WaitOptions } from "../infra-manager.ts";
import type { FirewallRule, Instance, StaticIp } from "../model.ts";
import type { Progress } from "../plan/execute.ts";

export type WaitLevel = "none" | "operation" | "running" | "ip" | "ssh";

export interface CreationOptions extends CreateInstanceOptions {
  /** Allocate `<name>-static-ip`, or take it when it is there and free, and attach it. */
  staticIp: boolean;
  /** Make it of this snapshot instead of the image. */
  snapshot?: string | undefined;
  /** Make the firewall exactly these rules; undefined leaves the image's own. */
  rules: readonly FirewallRule[] | undefined;
  waitLevel: WaitLevel;
  /** An instance of that name with the same bundle, blueprint, zone and tags is success. */
  ifNotExists: boolean;
  /** One that this command is to go on with, whatever became of its tags since. */
  isGoneOnWith?: ((existing: Instance) => boolean) | undefined;
  /** Which one `ifNotExists` accepts; by default any such. */
  isOurs?: ((existing: Instance) => boolean) | undefined;
  /** What it is made of, for people. */
  detail: string;
  /** What the instance costs. */
  monthlyUsd: number;
}

export type CreationStep = "instance" | "firewall" | "static_ip" | "wait";

/** What there is of it. What exists is always reported, whatever failed. */
export interface Created {
  instance: Instance | null;
  static_ip: StaticIp | null;
  /** The instance was there before: not this run's to undo. */
  adopted: boolean;
  changed: boolean;
}

/** `error` and `instance` can both be there. */
export type CreationOutcome = Created & Progress<CreationStep>;

export interface CreationHooks {
  /** One state change or finished step, for people. */
  onStep: (text: string) => void;
  /** The instance was there before. */
  onAdopted?: ((instance: Instance) => void) | undefined;
  /** The static IP was there before. */
  onStaticIpFound?: ((ip: StaticIp) => void) | undefined;
  /** Resolves when a server answers SSH at the address. */
  waitForSsh: (instance: Instance, wait: WaitOptions) => Promise<void>;
}

/** How to learn what there is before anything is made. */
export interface CreationLookups {
  instance: (name: string) => Promise<Instance | null>;
  staticIp: (name: string) => Promise<StaticIp | null>;
}
