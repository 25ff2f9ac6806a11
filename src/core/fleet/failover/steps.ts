import type { Domains } from "../../contracts/domains.ts";
import { QuantsError } from "../../errors.ts";
import type { BaseInfraManager, CallOptions, WaitOptions } from "../../infra-manager.ts";
import { planCreation } from "../../instances/plan-creation.ts";
import type { Instance } from "../../model.ts";
import { type Step, unseen } from "../../plan/step.ts";
import type { DesiredFleet, DesiredKeyPair } from "../desired.ts";
import { ownerOf } from "../ownership.ts";
import { type DnsMove, newTarget } from "./dns.ts";
import type { Replacement } from "./plan.ts";

/** What the steps of a failover share. */
export interface FailingOver {
  fleet: DesiredFleet;
  /** Of the region that gets the instances. */
  manager: BaseInfraManager;
  domains: Domains;
  onStep: (text: string) => void;
  wait: (name: string) => WaitOptions;
}

/** Brings a key pair of the files to the region. */
export function keyPairStep({ name, publicKey }: DesiredKeyPair, failing: FailingOver): Step {
  const { manager, wait, onStep } = failing;
  const { region } = manager;
  return {
    name: "key_pair",
    changes: () => [{ action: "import", kind: "key_pair", name, region, detail: "" }],
    carryOut: async () => {
      const there = (await manager.keyPairs.list(wait(name))).some((it) => it.name === name);
      if (there) return;
      await manager.keyPairs.import(name, publicKey, wait(name));
      onStep(`${name}: key pair imported`);
    },
  };
}

export interface ReplacementSteps {
  steps: Step[];
  /** The new instance as last seen; null if there is none yet. */
  made: () => Instance | null;
  /** Name of its static IP; null for none. */
  staticIp: () => string | null;
}

/** Makes an instance from its copy, or goes on with one that was begun. */
export function replacementSteps(
  replacement: Replacement,
  { fleet, manager, wait, onStep }: FailingOver,
): ReplacementSteps {
  const { id, name, wanted, copy, bundle, zone, keyPair, there, blocked } = replacement;
  const { region } = manager;
  const refuse = (): never => {
    throw new QuantsError("conflict", blocked ?? `${name} can't be made in ${region}.`, {
      resource: name,
    });
  };
  // Its copy is gone since it was made: there is nothing to make it anew from.
  if (blocked === null && copy === null && there !== null) {
    return { steps: [], made: () => there, staticIp: () => null };
  }
  if (blocked !== null || bundle === null || copy === null) {
    const none = (): null => null;
    const steps = [{ name: "instance", changes: refuse, carryOut: refuse }];
    return { steps, made: none, staticIp: none };
  }
  const isOurs = (it: Instance): boolean => {
    const owner = ownerOf(it);
    return owner?.fleet === fleet.name && owner.id === id;
  };
  const { made, steps } = planCreation(
    manager,
    {
      ...{ name, bundle: bundle.bundle_id, snapshot: copy.name },
      blueprint: there?.blueprint_id ?? copy.from_blueprint_id,
      availabilityZone: zone ?? undefined,
      keyPair: keyPair ?? undefined,
      tags: { ...replacement.tags },
      ipAddressType: bundle.public_ipv4_count === 0 ? "ipv6" : (wanted.ipAddressType ?? undefined),
      staticIp: wanted.staticIp === true,
      rules: wanted.rules ?? undefined,
      waitLevel: "ip",
      // One that was begun is gone on with, even if its tags have changed since.
      ...{ ifNotExists: true, isOurs, isResumed: isOurs },
      detail: `from ${copy.name} on ${bundle.bundle_id}`,
      monthlyUsd: bundle.monthly_price_usd,
    },
    { wait: wait(name), hooks: { onStep, waitForSsh: async () => {} } },
  );
  const { autoSnapshot } = wanted;
  const auto = unseen("auto_snapshot", async () => {
    if (typeof autoSnapshot !== "string") return;
    await manager.settings.setAutoSnapshot(name, autoSnapshot, wait(name));
    onStep(`${name}: a snapshot each day at ${autoSnapshot}`);
  });
  return {
    steps: [...steps, ...(typeof autoSnapshot === "string" ? [auto] : [])],
    made: () => made.instance,
    staticIp: () => made.static_ip?.name ?? null,
  };
}

/** Points one entry at the new instance, if it still points at the lost one. */
export function dnsStep(
  move: DnsMove,
  instance: () => Instance | null,
  { domains, onStep }: FailingOver,
  call: CallOptions,
): Step {
  const { domain, entry } = move;
  return {
    name: "dns",
    changes: () => [
      {
        ...{ action: "set", kind: "dns_record", name: entry.name, region: "global" },
        detail: `${entry.type} ${entry.target} -> the new address of ${move.id}`,
      },
    ],
    carryOut: async () => {
      const made = instance();
      const target = made === null ? null : newTarget(move, made);
      if (target === null) {
        throw new QuantsError("conflict", `${move.id} has no address for ${entry.name}.`, {
          hint: "It was not made, or has no address of that kind.",
          resource: entry.name,
        });
      }
      const now = (await domains.get(domain, call)).entries.find((it) => it.id === entry.id);
      if (now === undefined || now.target !== entry.target || now.type !== entry.type) {
        onStep(`${entry.name}: was changed meanwhile, and is left as it is`);
        return;
      }
      await domains.updateEntry(domain, { ...now, target }, call);
      onStep(`${entry.name}: ${entry.type} ${entry.target} -> ${target}`);
    },
  };
}
