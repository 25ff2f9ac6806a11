import { regionOfArn } from "./arn.ts";
import type {
  Blueprint as SdkBlueprint,
  Bundle as SdkBundle,
  HostKeyAttributes,
  Instance as SdkInstance,
  InstanceSnapshot as SdkSnapshot,
  KeyPair as SdkKeyPair,
  PortInfo,
  Region as SdkRegion,
  ResourceLocation,
  StaticIp as SdkStaticIp,
  Tag,
} from "@aws-sdk/client-lightsail";
import { parseCidr } from "../../core/firewall/cidr.ts";
import { QuantsError } from "../../core/errors.ts";
import type {
  Blueprint,
  Bundle,
  FirewallRule,
  HostKey,
  Instance,
  InstanceExtras,
  KeyPair,
  Region,
  Snapshot,
  StaticIp,
} from "../../core/model.ts";

/**
 * A name or an id as Lightsail allows it, since it becomes part of commands to paste. Anything else
 * did not come from Lightsail.
 */
export function word(text: string | undefined): string {
  if (text === undefined || /^[\w.-]*$/.test(text)) return text ?? "";
  throw new QuantsError(
    "endpoint_unreachable",
    "The answer contains a name that Lightsail does not allow.",
    {
      hint: "Check AWS_ENDPOINT_URL or --endpoint-url: something else seems to answer there.",
      resource: text,
    },
  );
}

/** The requested region, unless the answer names one, which becomes part of commands to paste. */
export function regionOf(location: ResourceLocation | undefined, asked: string): string {
  const { regionName = asked } = location ?? {};
  return /^[a-z0-9-]+$/.test(regionName) ? regionName : asked;
}

/** `monthly_price_usd` is null: callers look up the price in the catalogue. */
export function toInstance(instance: SdkInstance, region: string): Instance {
  const { hardware, networking, location } = instance;
  const disks = hardware?.disks ?? [];
  const systemDisk = disks.find((disk) => disk.isSystemDisk === true) ?? disks[0];
  const name = word(instance.name);
  return {
    instance_id: name,
    name,
    status: instance.state?.name ?? "unknown",
    public_ip: instance.publicIpAddress || null,
    private_ip: instance.privateIpAddress || null,
    ipv6_addresses: (instance.ipv6Addresses ?? []).map((address) => address.toLowerCase()),
    ip_address_type: instance.ipAddressType ?? null,
    is_static_ip: instance.isStaticIp ?? false,
    bundle_id: word(instance.bundleId),
    blueprint_id: word(instance.blueprintId),
    blueprint_name: instance.blueprintName ?? null,
    availability_zone: location?.availabilityZone ?? "",
    region: regionOf(location, region),
    created_at: toTime(instance.createdAt),
    username: instance.username ?? null,
    key_pair: instance.sshKeyName ?? null,
    tags: toTags(instance.tags),
    firewall_rules: (networking?.ports ?? []).map(toRule),
    hardware: {
      cpu_count: hardware?.cpuCount ?? null,
      ram_size_gb: hardware?.ramSizeInGb ?? null,
      disk_size_gb: systemDisk?.sizeInGb ?? null,
    },
    monthly_price_usd: null,
    transfer_gb_per_month: networking?.monthlyTransfer?.gbPerMonthAllocated ?? null,
    arn: instance.arn ?? null,
    support_code: instance.supportCode ?? null,
  };
}

/** Lightsail stores the protocol `all` as `-1`, and accepts but never returns upper case. */
export function toRule(port: PortInfo): FirewallRule {
  const protocol: string = port.protocol?.toLowerCase() ?? "";
  return {
    protocol: protocol === "-1" ? "all" : protocol,
    from_port: port.fromPort ?? 0,
    to_port: port.toPort ?? 0,
    cidrs: [...(port.cidrs ?? [])],
    ipv6_cidrs: (port.ipv6Cidrs ?? []).map(compressed),
    cidr_list_aliases: [...(port.cidrListAliases ?? [])],
  };
}

/** Sources come back as they were written; a fleet repeats the same few. */
const COMPRESSED = new Map<string, string>();
const MOST_COMPRESSED = 1_000;

/** An IPv6 block in canonical form; unchanged if this tool would not write such a block. */
function compressed(cidr: string): string {
  const known = COMPRESSED.get(cidr);
  if (known !== undefined) return known;
  let text = cidr.toLowerCase();
  try {
    text = parseCidr(cidr).text;
  } catch {
    // Written by others, with bits beyond its prefix: keep all of it.
  }
  if (COMPRESSED.size < MOST_COMPRESSED) COMPRESSED.set(cidr, text);
  return text;
}

export function toHostKey(key: HostKeyAttributes): HostKey {
  return {
    algorithm: key.algorithm ?? "",
    public_key: key.publicKey ?? "",
    fingerprint_sha256: key.fingerprintSHA256 || null,
    witnessed_at: toTime(key.witnessedAt),
    not_valid_before: toTime(key.notValidBefore),
    not_valid_after: toTime(key.notValidAfter),
  };
}

export function toExtras({ hardware, addOns }: SdkInstance): InstanceExtras {
  const disks = (hardware?.disks ?? []).filter((disk) => disk.isSystemDisk !== true);
  const auto = (addOns ?? []).find(
    ({ name, status }) => name === "AutoSnapshot" && status === "Enabled",
  );
  return {
    // The system disk is listed without a name, and in some answers without its flag.
    disks: disks.map(({ name }) => name ?? "").filter((name) => name !== ""),
    auto_snapshot_time: auto?.snapshotTimeOfDay ?? null,
  };
}

export function toKeyPair(pair: SdkKeyPair, region: string): KeyPair {
  return {
    name: word(pair.name),
    fingerprint: pair.fingerprint ?? null,
    region: regionOf(pair.location, region),
    created_at: toTime(pair.createdAt),
    tags: toTags(pair.tags),
    arn: pair.arn ?? null,
  };
}

export function toSnapshot(snapshot: SdkSnapshot, region: string): Snapshot {
  return {
    name: word(snapshot.name),
    instance: snapshot.fromInstanceName ?? "",
    status: snapshot.state ?? "unknown",
    progress: snapshot.progress || null,
    size_gb: snapshot.sizeInGb ?? null,
    created_at: toTime(snapshot.createdAt),
    region: regionOf(snapshot.location, region),
    from_bundle_id: snapshot.fromBundleId ?? "",
    from_blueprint_id: snapshot.fromBlueprintId ?? "",
    from_instance_arn: snapshot.fromInstanceArn ?? null,
    from_region: regionOfArn(snapshot.fromInstanceArn),
    is_auto: snapshot.isFromAutoSnapshot ?? false,
    disks: (snapshot.fromAttachedDisks ?? []).map(({ name }) => name ?? ""),
    attached_disks: (snapshot.fromAttachedDisks ?? []).map(({ name, path, sizeInGb }) => ({
      ...{ name: word(name), path: path ?? "", size_gb: sizeInGb ?? 0 },
    })),
    tags: toTags(snapshot.tags),
    arn: snapshot.arn ?? null,
  };
}

export function toStaticIp(ip: SdkStaticIp, region: string): StaticIp {
  return {
    name: word(ip.name),
    ip_address: ip.ipAddress ?? "",
    attached_to: ip.attachedTo || null,
    is_attached: ip.isAttached ?? Boolean(ip.attachedTo),
    region: regionOf(ip.location, region),
    created_at: toTime(ip.createdAt),
    arn: ip.arn ?? null,
  };
}

export function toRegion(region: SdkRegion): Region {
  return {
    name: region.name ?? "",
    display_name: region.displayName ?? region.name ?? "",
    continent_code: region.continentCode ?? null,
    availability_zones: (region.availabilityZones ?? [])
      .map((zone) => zone.zoneName ?? "")
      .filter((zone) => zone !== ""),
  };
}

/** Null for an entry without id or price: an invented price would falsify sums. */
export function toBundle(bundle: SdkBundle): Bundle | null {
  if (bundle.bundleId === undefined || typeof bundle.price !== "number") return null;
  return {
    bundle_id: bundle.bundleId,
    name: bundle.name ?? bundle.bundleId,
    monthly_price_usd: bundle.price,
    cpu_count: bundle.cpuCount ?? 0,
    ram_size_gb: bundle.ramSizeInGb ?? 0,
    disk_size_gb: bundle.diskSizeInGb ?? 0,
    transfer_gb_per_month: bundle.transferPerMonthInGb ?? 0,
    platforms: [...(bundle.supportedPlatforms ?? [])],
    public_ipv4_count: bundle.publicIpv4AddressCount ?? 1,
    is_active: bundle.isActive ?? true,
  };
}

export function toBlueprint(blueprint: SdkBlueprint): Blueprint {
  return {
    blueprint_id: blueprint.blueprintId ?? "",
    name: blueprint.name ?? blueprint.blueprintId ?? "",
    type: blueprint.type ?? "os",
    group: blueprint.group ?? null,
    platform: blueprint.platform ?? "LINUX_UNIX",
    version: blueprint.version || null,
    min_power: blueprint.minPower ?? 0,
    is_active: blueprint.isActive ?? true,
  };
}

export function toTags(tags: readonly Tag[] | undefined): Record<string, string> {
  // Not a plain assignment: a tag may be named `__proto__`.
  return Object.fromEntries((tags ?? []).map((tag) => [tag.key ?? "", tag.value ?? ""]));
}

export function toTime(date: Date | undefined): string | null {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}
