import type { StaticIp } from "../model.ts";
import type { DesiredInstance, DesiredKeyPair } from "./desired.ts";
import type { LiveInstance } from "./live.ts";

/** How an attribute gets its new value. */
export type Effect = "update" | "resize" | "replace";

/** One attribute of an instance that is not as the files want it. */
export interface AttributeChange {
  /** `bundle`, `tags.Team`, `firewall`. */
  path: string;
  /** In words that a file could use; null for nothing. */
  before: AttributeValue;
  after: AttributeValue;
  effect: Effect;
  /** Nothing brings the old value back: an address that is released. */
  isLoss: boolean;
}

export type AttributeValue = string | number | boolean | null | readonly string[];

export type Action =
  | "create"
  | "update"
  | "resize"
  | "replace"
  | "import"
  | "forget"
  | "delete"
  | "no-op";

/** What a plan does with one instance. */
export interface InstanceChange {
  kind: "instance";
  action: Action;
  /** Its name in the files. */
  id: string;
  /** Its name in Lightsail, or the one that it will get. */
  name: string;
  region: string;
  attributes: readonly AttributeChange[];
  /** Why this action, as a clause: `no instance has this id`. */
  reason: string;
  /** What stands in its way, as a sentence with what to do; null for nothing. */
  blocked: string | null;
  /** US dollars a month before and after; null if unknown. */
  usdBefore: number | null;
  usdAfter: number | null;
  /** Not for people: what the steps need. Null where there is none. */
  wanted: DesiredInstance | null;
  live: LiveInstance | null;
  /** The old instance of a resize of which only a snapshot may be left. */
  resizedFrom?: string | undefined;
}

export interface KeyPairChange {
  kind: "key_pair";
  action: "create" | "replace" | "no-op";
  name: string;
  region: string;
  reason: string;
  blocked: string | null;
  before: string | null;
  after: string | null;
  wanted: DesiredKeyPair;
}

/** An address that an interrupted apply was to release, and nothing else leads to any more. */
export interface StaticIpChange {
  kind: "static_ip";
  action: "delete";
  /** Of the instance that had it. */
  name: string;
  region: string;
  reason: string;
  blocked: null;
  ip: StaticIp;
}

export type FleetChange = InstanceChange | KeyPairChange | StaticIpChange;

/** Whether carrying it out changes anything. */
export function changesAnything({ action }: Pick<FleetChange, "action">): boolean {
  return action !== "no-op";
}
