import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance } from "../model.ts";
import type { Step, StepChange } from "../plan/step.ts";
import type { ResizePlan } from "./resize.ts";

export type ResizeStepName =
  | "mark"
  | "stop"
  | "detach_disks"
  | "snapshot"
  | "instance"
  | "disks"
  | "firewall"
  | "verify"
  | "static_ip"
  | "old_instance"
  | "disk_marks"
  | "cleanup";

/** One step of a resize; each first checks whether it was already done. */
export type ResizeStep = Step<ResizeStepName>;

/** What exists, as last seen. */
export interface Resized {
  /** The old instance; null if it was already gone. */
  source: Instance | null;
  /** The new instance. */
  made: Instance | null;
  /** The snapshot, while it exists. */
  snapshot: string | null;
  oldInstance: "removed" | "kept" | "present";
  changed: boolean;
}

export interface ResizeHooks {
  now: () => number;
  onStep: (text: string) => void;
  /** Tags that did not fit on the kept snapshot. */
  onDroppedTags: (snapshot: string, keys: readonly string[]) => void;
  /** Null if not requested. */
  waitForSsh: ((instance: Instance, wait: WaitOptions) => Promise<void>) | null;
}

export interface ResizeWaits {
  snapshot: WaitOptions;
  /** For the new instance and the requests. */
  instance: WaitOptions;
  /** For the old instance, so that its progress is not mistaken for the new one's. */
  old: WaitOptions;
}

/** Facts that the steps share. */
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

/** A step's change, in the region of the resize. */
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

/** Whether the old instance was running, which its state no longer shows once it is stopped. */
export function stateBefore({ plan: { mark } }: Resizing, source: Instance): "running" | "stopped" {
  return mark?.was ?? (source.status === "stopped" ? "stopped" : "running");
}

/**
 * An earlier run verified the new one, and stopped it at the end because the old one was not
 * running.
 */
export function isParked({ plan: { made, mark, staticIp, target, disks } }: Resizing): boolean {
  const hasMoved =
    (staticIp === null || staticIp.attached_to === target) &&
    disks.every(({ disk }) => disk.attached_to === target);
  return mark?.was === "stopped" && made?.status === "stopped" && hasMoved;
}

export function notGood(name: string, why: string): QuantsError {
  return new QuantsError("conflict", `${name} is not as expected: ${why}.`, { resource: name });
}
