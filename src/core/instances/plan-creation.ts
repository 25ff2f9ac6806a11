import { nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import { once } from "../plan/once.ts";
import type { Step } from "../plan/step.ts";
import { freeFor } from "../static-ips/claim.ts";
import { staticIpNameFor } from "../static-ips/name.ts";
import {
  type Creation,
  firewallStep,
  instanceStep,
  staticIpStep,
  waitStep,
} from "./creation-steps.ts";
import type { Created, CreationLookups, CreationOptions, CreationStep } from "./creation.ts";

export interface CreationPlan {
  steps: Step<CreationStep>[];
  /** What exists of it so far. */
  made: Created;
}

/**
 * Creates an instance and brings it to the desired state: running, firewall, static IP, reachable.
 * Repeated with `ifNotExists`, it continues where it stopped.
 */
export function planCreation(
  manager: BaseInfraManager,
  options: CreationOptions,
  {
    wait,
    hooks,
    there = read(manager, wait),
  }: Pick<Creation, "wait" | "hooks"> & { there?: CreationLookups | undefined },
): CreationPlan {
  const { name, rules } = options;
  const made: Created = { instance: null, static_ip: null, adopted: false, changed: false };
  const creation: Creation = {
    ...{ manager, options, wait, hooks, made },
    existing: once(() => there.instance(name)),
    staticIp: once(async () =>
      options.staticIp ? freeFor(await there.staticIp(staticIpNameFor(name)), name) : null,
    ),
    look: () => there.instance(name),
  };
  return {
    made,
    steps: [
      instanceStep(creation),
      ...(rules === undefined ? [] : [firewallStep(creation, rules)]),
      ...(options.staticIp ? [staticIpStep(creation)] : []),
      ...(options.waitLevel === "none" ? [] : [waitStep(creation)]),
    ],
  };
}

function read(manager: BaseInfraManager, call: CallOptions): CreationLookups {
  return {
    instance: (name) => nullIfMissing(manager.getInstance(name, call)),
    staticIp: (name) => nullIfMissing(manager.getStaticIp(name, call)),
  };
}

/** For several instances: lists the region once. */
export function listed(manager: BaseInfraManager, call: CallOptions): CreationLookups {
  const instances = once(() => manager.listInstances(call));
  const staticIps = once(() => manager.listStaticIps(call));
  const named = <T extends { name: string }>(all: readonly T[], name: string): T | null =>
    all.find((it) => it.name === name) ?? null;
  return {
    instance: async (name) => named(await instances(), name),
    staticIp: async (name) => named(await staticIps(), name),
  };
}
