import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance } from "../model.ts";
import type { Step, StepChange } from "../plan/step.ts";
import type { ResizePlan } from "./resize.ts";

export type ResizeStepName =
  | "mark"
  | "stop"
  | "snapshot"
  | "instance"
  | "firewall"
  | "verify"
  | "static_ip"
  | "old_instance"
  | "cleanup";

/** One of the steps of a resize, each of which looks first whether it was taken already. */
export type ResizeStep = Step<ResizeStepName>;

/** What there is, as it was last seen. */
export interface Resized {
  /** The old instance; null when it was gone before. */
  source: Instance | null;
  /** The new instance. */
  made: Instance | null;
  /** The snapshot, while there is one. */
  snapshot: string | null;
  oldInstance: "removed" | "kept" | "present";
  changed: boolean;
}

export interface ResizeHooks {
  now: () => number;
  onStep: (text: string) => void;
  /** The snapshot, which is kept, has no room for these tags. */
  onDroppedTags: (snapshot: string, keys: readonly string[]) => void;
  /** Null when nobody asked for it. */
  waitForSsh: ((instance: Instance, wait: WaitOptions) => Promise<void>) | null;
}

export interface ResizeWaits {
  snapshot: WaitOptions;
  /** For the new instance, and each request. */
  instance: WaitOptions;
  /** For the old one: what is told of it must not look like the new one's. */
  old: WaitOptions;
}

/** What the steps share. */
export interface Resizing {
  manager: BaseInfraManager;
  plan: ResizePlan;
  waits: ResizeWaits;
  hooks: ResizeHooks;
  resized: Resized;
}

export function changed({ plan, hooks, resized }: Resizing, what: string): void {
  resized.changed = true;
  hooks.onStep(`${plan.request.name}: ${what}`);
}

/** What a step changes, in the region of the resize. */
export function changeOf(
  { plan: { region } }: Resizing,
  action: string,
  kind: string,
  name: string,
  detail: string,
  usd: number | null = 0,
): StepChange {
  return { action, kind, name, region, detail, monthly_usd: usd };
}

/** Whether the old instance ran, which its state does not tell any more once it was stopped. */
export function stateBefore({ plan: { mark } }: Resizing, source: Instance): "running" | "stopped" {
  return mark?.was ?? (source.status === "stopped" ? "stopped" : "running");
}

/** The new one was verified by an earlier run, and stopped at its end because the old one was not running. */
export function isParked({ plan: { made, mark, staticIp, target } }: Resizing): boolean {
  const hasMoved = staticIp === null || staticIp.attached_to === target;
  return mark?.was === "stopped" && made?.status === "stopped" && hasMoved;
}

export function notGood(name: string, why: string): QuantsError {
  return new QuantsError("conflict", `${name} is not as it should be: ${why}.`, { resource: name });
}
