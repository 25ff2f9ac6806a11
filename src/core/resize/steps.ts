import type { BaseInfraManager } from "../infra-manager.ts";
import { instanceStep, markStep, snapshotStep, stopStep } from "./copy-steps.ts";
import { attachDisksStep, detachDisksStep, forgetDisksStep } from "./disk-steps.ts";
import type { ResizePlan } from "./resize.ts";
import type { ResizeHooks, ResizeStep, ResizeWaits, Resized, Resizing } from "./resizing.ts";
import {
  cleanUpStep,
  firewallStep,
  oldInstanceStep,
  staticIpStep,
  verifyStep,
} from "./takeover-steps.ts";

/**
 * The steps of a resize, in order. Except for a tag, the old instance stays untouched until the new
 * one is verified; the later steps lose nothing when they are cut off.
 */
export function resizeSteps(
  manager: BaseInfraManager,
  plan: ResizePlan,
  waits: ResizeWaits,
  hooks: ResizeHooks,
): { steps: ResizeStep[]; resized: Resized } {
  const { request, source, staticIp } = plan;
  const resized: Resized = {
    source,
    made: plan.made,
    snapshot: plan.snapshot?.name ?? null,
    oldInstance: source === null ? "removed" : "present",
    changed: false,
  };
  const resizing: Resizing = { manager, plan, waits, hooks, resized };
  const cleanUp = request.keepSnapshot ? [] : [cleanUpStep(resizing)];
  const hasDisks = plan.disks.length > 0;
  const forget = hasDisks && !request.keepOld ? [forgetDisksStep(resizing)] : [];
  if (source === null) return { steps: [...forget, ...cleanUp], resized };
  return {
    resized,
    steps: [
      markStep(resizing, source),
      ...(request.stop ? [stopStep(resizing, source)] : []),
      ...(hasDisks ? [detachDisksStep(resizing, source)] : []),
      snapshotStep(resizing, source),
      instanceStep(resizing, source),
      ...(hasDisks ? [attachDisksStep(resizing, source)] : []),
      firewallStep(resizing, source),
      verifyStep(resizing, source),
      ...(staticIp === null ? [] : [staticIpStep(resizing, source, staticIp)]),
      oldInstanceStep(resizing, source),
      ...forget,
      ...cleanUp,
    ],
  };
}
