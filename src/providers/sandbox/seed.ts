import { QuantsError } from "../../core/errors.ts";
import { findBlueprint } from "./catalogue/blueprints.ts";
import { bundlesOf } from "./catalogue/bundles.ts";
import { findRegion, REGIONS, zoneNames } from "./catalogue/regions.ts";
import { ipv6Address, privateAddress } from "./addresses.ts";
import { DEFAULT_KEY_PAIR } from "./default-key-pair.ts";
import { defaultRules } from "./firewall.ts";
import { newHostId, newId } from "./identity.ts";
import { isValidName } from "./names.ts";
import type { InstanceRecord } from "./state/records.ts";
import type { Store, Transaction } from "./state/store.ts";

export interface SeedOptions {
  instances: number;
  region: string;
  prefix: string;
}

const MAX_INSTANCES = 100_000;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;
const SIZES = ["micro", "small", "medium"];
const SERVICES = ["collector", "exec", "monitor"];

/** Adds running instances in one write; returns their names. */
export async function seed(store: Store, now: number, options: SeedOptions): Promise<string[]> {
  const { instances, region, prefix } = options;
  check(options);
  return await store.write(region, (transaction) => {
    const names: string[] = [];
    for (let number = 1; names.length < instances; number += 1) {
      const name = `${prefix}-${number}`;
      // Seeding again goes on behind what is there.
      if (transaction.state.has(name)) continue;
      transaction.state.add(seeded(transaction, name, names.length, now - MONTH_MS));
      names.push(name);
    }
    return names;
  });
}

function check({ instances, region, prefix }: SeedOptions): void {
  if (findRegion(region) === undefined) {
    throw new QuantsError("invalid_input", `Not a Lightsail region: ${region}`, {
      hint: `Choose one of ${REGIONS.map(({ name }) => name).join(", ")}.`,
      resource: region,
    });
  }
  if (!Number.isInteger(instances) || instances < 1 || instances > MAX_INSTANCES) {
    throw new QuantsError("invalid_input", `Not a number of instances to seed: ${instances}`, {
      hint: `Ask for 1 to ${MAX_INSTANCES}.`,
    });
  }
  if (!isValidName(`${prefix}-${MAX_INSTANCES}`)) {
    throw new QuantsError("invalid_input", `Not a prefix for instance names: ${prefix}`, {
      hint: "Begin with a letter or digit; use letters, digits, '.', '-' and '_' only.",
      resource: prefix,
    });
  }
}

function seeded(
  { state, addresses }: Transaction,
  name: string,
  index: number,
  createdAt: number,
): InstanceRecord {
  const sequence = state.nextSequence();
  const region = findRegion(state.region);
  const zones = region === undefined ? [] : zoneNames(region);
  const blueprint = findBlueprint("ubuntu_22_04");
  const pick = (values: readonly string[]): string => values[index % values.length] ?? "";
  return {
    resourceType: "Instance",
    name,
    id: newId(),
    sequence,
    createdAt,
    hostId: newHostId("i"),
    zone: pick(zones),
    blueprintId: "ubuntu_22_04",
    bundleId: pick(plansOf(state.region)),
    ipAddressType: "dualstack",
    keyPairName: DEFAULT_KEY_PAIR,
    tags: [
      { key: "Environment", value: index % 2 === 0 ? "dev" : "prod" },
      { key: "Service", value: pick(SERVICES) },
    ],
    // Two seeded instances may share a private address once 65,000 are exceeded.
    privateIp: privateAddress(sequence, () => false),
    dynamicIp: addresses.take(),
    ipv6: ipv6Address(state.region, sequence),
    transition: { during: "pending", after: "running", until: createdAt },
    ports: defaultRules(blueprint?.ports ?? []),
    addOns: {},
  };
}

/** The region's present plans of the usual sizes. */
const plansOf = (region: string): string[] =>
  [...bundlesOf(region).values()]
    .filter(
      (bundle) =>
        bundle.isActive &&
        bundle.platform === "LINUX_UNIX" &&
        bundle.publicIpv4AddressCount === 1 &&
        SIZES.includes(bundle.bundleId.split("_")[0] ?? ""),
    )
    .map((bundle) => bundle.bundleId);
