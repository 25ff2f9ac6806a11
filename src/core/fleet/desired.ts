import type { Config } from "../config/schema.ts";
import type { FirewallRule } from "../model.ts";

/** Whether an instance may be made anew, and what is not looked at. */
export interface Lifecycle {
  /** Attributes that are left as they are: `firewall`, `tags.Owner`, `tags`. */
  ignore: readonly string[];
  replace: "never" | "allowed";
  /** A snapshot is made before the instance is deleted. */
  snapshotFirst: boolean;
}

/** One instance as the fleet's files want it; null: the file does not say. */
export interface DesiredInstance {
  /** Its name in the files, unique within the fleet. What exists may have another name. */
  id: string;
  region: string;
  zone: string | null;
  bundle: string | null;
  blueprint: string | null;
  keyPair: string | null;
  ipAddressType: "dualstack" | "ipv4" | "ipv6" | null;
  staticIp: boolean | null;
  rules: readonly FirewallRule[] | null;
  /** The file's own, without those that say whose it is. */
  tags: Readonly<Record<string, string>>;
  /** Path of the script for the first start. */
  userData: string | null;
  /** Full hour in UTC; false for none. */
  autoSnapshot: string | false | null;
  /** Region of the copies of its backups. */
  copyTo: string | null;
  lifecycle: Lifecycle;
}

export interface DesiredKeyPair {
  name: string;
  region: string;
  /** An OpenSSH line. */
  publicKey: string;
}

export interface Import {
  to: string;
  /** Name of the instance that exists. */
  instance: string;
  region: string | null;
}

export interface Removal {
  id: string;
  destroy: boolean;
}

/** What is said for entries that do not say otherwise. */
export interface Given {
  region: string | null;
  defaults: NonNullable<Config["defaults"]>;
  environments: NonNullable<Config["environments"]>;
}

/** What the files of a fleet say. */
export interface DesiredFleet {
  name: string;
  /** What becomes of instances that are the fleet's and in no file. */
  onAbsent: "orphan" | "prune";
  /** A snapshot is made of each instance that is in no file any more, before it is deleted. */
  snapshotFirst: boolean;
  budgetUsd: number | null;
  account: string | null;
  record: string | null;
  /** What entries say by default, for those that `fleet import` writes. */
  given: Given;
  /** Where the lock is, and what names no region. */
  home: string;
  /** Each region in which the fleet is or may be. */
  regions: readonly string[];
  instances: readonly DesiredInstance[];
  keyPairs: readonly DesiredKeyPair[];
  moved: readonly { from: string; to: string }[];
  imports: readonly Import[];
  removed: readonly Removal[];
}
