import type { ServiceAction } from "./contracts/service-action.ts";
/**
 * The normalised records, the same for every provider. Their keys are the keys of the JSON output
 * and a public contract: keys may be added, but none renamed or removed. Unknown values are `null`;
 * lists are never absent. Times are ISO 8601 in UTC.
 */

export type InstanceStatus = "pending" | "running" | "stopping" | "stopped" | (string & {});

export interface FirewallRule {
  /** `tcp`, `udp`, `icmp`, `icmpv6` or `all`. */
  protocol: string;
  from_port: number;
  to_port: number;
  /** IPv4 sources in CIDR form. */
  cidrs: string[];
  /** IPv6 sources in CIDR form. */
  ipv6_cidrs: string[];
  /** Named sources; Lightsail knows only `lightsail-connect`. */
  cidr_list_aliases: string[];
}

export interface Hardware {
  cpu_count: number | null;
  ram_size_gb: number | null;
  disk_size_gb: number | null;
}

export interface Instance {
  /** The name: Lightsail addresses instances by it. */
  instance_id: string;
  name: string;
  status: InstanceStatus;
  public_ip: string | null;
  private_ip: string | null;
  ipv6_addresses: string[];
  ip_address_type: string | null;
  /** True when `public_ip` is a static IP and survives a stop. */
  is_static_ip: boolean;
  bundle_id: string;
  blueprint_id: string;
  blueprint_name: string | null;
  availability_zone: string;
  region: string;
  created_at: string | null;
  username: string | null;
  key_pair: string | null;
  tags: Record<string, string>;
  firewall_rules: FirewallRule[];
  hardware: Hardware;
  /** US dollars a month from the provider's catalogue; null when it was not looked up. */
  monthly_price_usd: number | null;
  transfer_gb_per_month: number | null;
  arn: string | null;
  support_code: string | null;
}

export interface HostKey {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`; `x509-cert` for Windows. */
  algorithm: string;
  /** In base64, as in a known_hosts file. */
  public_key: string;
  /** `SHA256:` and base64, as ssh shows it. */
  fingerprint_sha256: string | null;
  /** When the provider recorded it. */
  witnessed_at: string | null;
  /** For certificates only. */
  not_valid_before: string | null;
  not_valid_after: string | null;
}

export interface StaticIp {
  name: string;
  ip_address: string;
  /** Name of the instance that holds it; null means that it is billed without being used. */
  attached_to: string | null;
  is_attached: boolean;
  region: string;
  created_at: string | null;
  arn: string | null;
}

export interface KeyPair {
  name: string;
  /** As the provider computes it; see `core/instances/key-fingerprint.ts`. */
  fingerprint: string | null;
  region: string;
  created_at: string | null;
  tags: Record<string, string>;
  arn: string | null;
}

/** One change to a resource as the provider recorded it, whoever made it. */
export interface ResourceOperation {
  id: string;
  /** What it changes; null if this program does not know. */
  action: ServiceAction | null;
  status: string;
  created_at: string | null;
  /** The instance of a static IP or the ports of a firewall, in the provider's own form. */
  details: string | null;
}

/** A block storage disk in a snapshot of an instance. */
export interface SnapshotDisk {
  /** Name of the disk that it was made from. */
  name: string;
  path: string;
  size_gb: number;
}

/** A snapshot of an instance: `pending`, `available` or `error`. */
export type SnapshotStatus = "pending" | "available" | "error" | (string & {});

export interface Snapshot {
  name: string;
  /** Name of the instance that it was made from, which may be gone or replaced by now. */
  instance: string;
  status: SnapshotStatus;
  /** E.g. `40%` while it is pending. */
  progress: string | null;
  /** Size of the disk, for which it is billed. */
  size_gb: number | null;
  created_at: string | null;
  region: string;
  from_bundle_id: string;
  from_blueprint_id: string;
  /** Identifies which instance of that name it was made from. */
  from_instance_arn: string | null;
  /** The instance's region: a snapshot can be copied to another region. */
  from_region: string | null;
  /** Made from one of Lightsail's automatic snapshots. */
  is_auto: boolean;
  /** Block storage disks that are part of it. */
  disks: string[];
  /** The same, with where the instance had each. */
  attached_disks: SnapshotDisk[];
  tags: Record<string, string>;
  arn: string | null;
}

export type DiskStatus = "pending" | "available" | "in-use" | "error" | (string & {});

/** A block storage disk: an instance's further disk, which outlives the instance. */
export interface Disk {
  name: string;
  status: DiskStatus;
  size_gb: number;
  /** Name of the instance that has it, or is getting or giving it up. */
  attached_to: string | null;
  /** False while it is being attached or detached. */
  is_attached: boolean;
  /** Where the instance finds it, e.g. `/dev/xvdf`. */
  path: string | null;
  availability_zone: string;
  region: string;
  created_at: string | null;
  tags: Record<string, string>;
  arn: string | null;
}

/** A snapshot of a block storage disk. */
export interface DiskSnapshot {
  name: string;
  /** Name of the disk, which may be gone by now; null for one of a system disk. */
  disk: string | null;
  status: SnapshotStatus;
  /** E.g. `40%` while it is pending. */
  progress: string | null;
  size_gb: number | null;
  created_at: string | null;
  region: string;
  /** Identifies which disk of that name it was made from. */
  from_disk_arn: string | null;
  tags: Record<string, string>;
  arn: string | null;
}

/** Facts about an instance beyond its own record. */
export interface InstanceExtras {
  /** Block storage disks that are attached to it. */
  disks: string[];
  /** When Lightsail makes automatic snapshots of it, e.g. `06:00` in UTC; null when it does not. */
  auto_snapshot_time: string | null;
}

export interface Bundle {
  bundle_id: string;
  name: string;
  monthly_price_usd: number;
  cpu_count: number;
  ram_size_gb: number;
  disk_size_gb: number;
  transfer_gb_per_month: number;
  /** `LINUX_UNIX`, `WINDOWS`. */
  platforms: string[];
  /** 0 for the IPv6-only plans. */
  public_ipv4_count: number;
  is_active: boolean;
}

export interface Blueprint {
  blueprint_id: string;
  name: string;
  /** `os` or `app`. */
  type: string;
  group: string | null;
  platform: string;
  version: string | null;
  /** The smallest bundle power that it runs on. */
  min_power: number;
  is_active: boolean;
}

export interface Region {
  name: string;
  display_name: string;
  continent_code: string | null;
  availability_zones: string[];
}
