import { type BlueprintInfo, findBlueprint } from "./catalogue/blueprints.ts";
import { type BundleInfo, bundlesOf } from "./catalogue/bundles.ts";
import { type RegionInfo, zoneNames } from "./catalogue/regions.ts";
import { type AddOnInput, enabledAddOn } from "./add-ons.ts";
import { ipv6Address, privateAddress } from "./addresses.ts";
import type { WriteContext } from "./context.ts";
import { DEFAULT_KEY_PAIR } from "./default-key-pair.ts";
import { defaultRules } from "./firewall.ts";
import { newHostId, newId } from "./identity.ts";
import { starting } from "./lifecycle.ts";
import { assertNewNames } from "./names.ts";
import { invalidInput, quotaReached } from "./protocol/service-error.ts";
import { recordInstanceOperation } from "./record-operation.ts";
import type { InstanceRecord, OperationRecord } from "./state/records.ts";
import { mergeTags } from "./tags.ts";

export interface LaunchOptions {
  instanceNames: readonly string[];
  availabilityZone: string;
  blueprintId: string;
  bundleId: string;
  keyPairName?: string | undefined;
  userData?: string | undefined;
  tags?: readonly { key?: string | undefined; value?: string | undefined }[] | undefined;
  addOns?: readonly AddOnInput[] | undefined;
  ipAddressType?: "dualstack" | "ipv4" | "ipv6" | undefined;
}

/** Creates all of the instances or none; one operation each. */
export function launch(
  context: WriteContext,
  operationType: string,
  options: LaunchOptions,
): OperationRecord[] {
  const { region, state, now, durations } = context;
  assertNewNames(state, options.instanceNames);
  if (options.instanceNames.length === 0) {
    throw invalidInput("At least one instance name is required.");
  }
  assertZone(region, options.availabilityZone);
  const { blueprint, bundle } = resolvePlan(region, options);
  const ipAddressType = options.ipAddressType ?? "dualstack";
  assertAddressType(bundle, ipAddressType);
  const keyPairName = options.keyPairName ?? DEFAULT_KEY_PAIR;
  if (keyPairName !== DEFAULT_KEY_PAIR && state.find("KeyPair", keyPairName) === undefined) {
    throw invalidInput(`The key pair does not exist: ${keyPairName}`, "DoesNotExist");
  }
  const tags = mergeTags([], options.tags);
  const addOns = Object.fromEntries(
    (options.addOns ?? []).map((addOn) => enabledAddOn(addOn, blueprint.platform, now)),
  );
  assertQuota(context, bundle.cpuCount * options.instanceNames.length);

  return options.instanceNames.map((name) => {
    const sequence = state.nextSequence();
    const transition = starting(now, durations);
    const instance: InstanceRecord = {
      resourceType: "Instance",
      name,
      id: newId(),
      sequence,
      createdAt: now,
      hostId: newHostId("i"),
      zone: options.availabilityZone,
      blueprintId: blueprint.blueprintId,
      bundleId: bundle.bundleId,
      ipAddressType,
      keyPairName,
      tags: [...tags],
      ...(options.userData !== undefined && { userData: options.userData }),
      privateIp: nextPrivateIp(context, sequence),
      ...(ipAddressType !== "ipv6" && { dynamicIp: context.addresses.take() }),
      ...(ipAddressType !== "ipv4" && { ipv6: ipv6Address(region.name, sequence) }),
      transition,
      addressAt: transition.until + context.addressDelay,
      ports: defaultRules(blueprint.ports),
      addOns: structuredClone(addOns),
    };
    state.add(instance);
    return recordInstanceOperation(context, operationType, instance, {
      doneAt: transition.until,
    });
  });
}

export function assertZone(region: RegionInfo, zone: string): void {
  if (zoneNames(region).includes(zone)) return;
  throw invalidInput(
    `The Availability Zone ${zone} is not valid in the ${region.name} Region.`,
    "InvalidAvailabilityZone",
  );
}

export function findBundle(region: string, bundleId: string): BundleInfo {
  const bundle = bundlesOf(region).get(bundleId);
  if (bundle === undefined) {
    throw invalidInput(`The specified bundle does not exist in this region: ${bundleId}`);
  }
  return bundle;
}

function resolvePlan(
  region: RegionInfo,
  options: LaunchOptions,
): { blueprint: BlueprintInfo; bundle: BundleInfo } {
  const blueprint = findBlueprint(options.blueprintId);
  if (blueprint === undefined) {
    throw invalidInput(`The blueprint ${options.blueprintId} is not available in ${region.name}`);
  }
  const bundle = findBundle(region.name, options.bundleId);
  if (bundle.platform !== blueprint.platform) {
    throw invalidInput(
      `The bundle ${bundle.bundleId} does not support the platform of the blueprint ${blueprint.blueprintId}.`,
    );
  }
  return { blueprint, bundle };
}

function assertAddressType(bundle: BundleInfo, ipAddressType: string): void {
  if ((bundle.publicIpv4AddressCount === 0) === (ipAddressType === "ipv6")) return;
  throw invalidInput(
    `The bundle ${bundle.bundleId} does not support the IP address type ${ipAddressType}.`,
  );
}

/** The service's quota "Instances" counts vCPUs. */
function assertQuota({ limits, region, state }: WriteContext, cpus: number): void {
  if (limits.instances === null) return;
  const bundles = bundlesOf(region.name);
  const used = state
    .list("Instance")
    .reduce((sum, instance) => sum + (bundles.get(instance.bundleId)?.cpuCount ?? 0), 0);
  if (used + cpus > limits.instances) throw quotaReached("Instances", limits.instances);
}

function nextPrivateIp({ state }: WriteContext, sequence: number): string {
  let used: Set<string> | undefined;
  return privateAddress(sequence, (address) => {
    used ??= new Set(state.list("Instance").map((instance) => instance.privateIp));
    return used.has(address);
  });
}
