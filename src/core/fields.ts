import type { HostSummary, Service } from "./ansible-control.ts";
import type { JournalOperation } from "./journal/operation.ts";
import type { Blueprint, Bundle, Instance, Region } from "./model.ts";
import type { StackEntry, StateInstance } from "./terraform-control.ts";

export type FieldValue = string | number | boolean | null;

/** One column: what `--columns` and `--sort` call it, and how a table shows it. */
export interface Field<T> {
  /** The name in `--columns` and `--sort`; the JSON key where there is one of that name. */
  key: string;
  title: string;
  /** For help and documents. */
  about: string;
  value: (item: T) => FieldValue;
  /** How the table writes the value, when not as it is. */
  show?: (value: FieldValue, item: T) => string;
  align?: "right";
  /**
   * Place in the default table; absent means only on demand. On a terminal too narrow
   * for the row, the highest numbers go first; 0 always stays.
   */
  rank?: number;
  /** Coloured by its meaning rather than as plain text. */
  tone?: "status" | "quiet";
}

/** A kind of record that commands list. */
export interface Resource<T> {
  singular: string;
  plural: string;
  fields: readonly Field<T>[];
  /** What `--output name` prints. */
  nameOf: (item: T) => string;
  /** Key of the field that rows are sorted by when nothing else is asked. */
  sort: string;
}

/** US dollars with cents, as a price is written. */
export function showUsd(value: FieldValue): string {
  return typeof value === "number" ? `$${value.toFixed(2)}` : "-";
}

export const instanceResource: Resource<Instance> = {
  singular: "instance",
  plural: "instances",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0 },
    {
      key: "status",
      title: "STATUS",
      about: "State",
      value: (it) => it.status,
      rank: 0,
      tone: "status",
    },
    {
      key: "public_ip",
      title: "PUBLIC IP",
      about: "Public IPv4 address",
      value: (it) => it.public_ip,
      rank: 0,
    },
    {
      key: "address",
      title: "ADDRESS",
      about: "Whether the public address is static or dynamic",
      value: addressKind,
      rank: 3,
    },
    {
      key: "private_ip",
      title: "PRIVATE IP",
      about: "Private IPv4 address",
      value: (it) => it.private_ip,
      rank: 4,
    },
    { key: "bundle_id", title: "BUNDLE", about: "Plan", value: (it) => it.bundle_id, rank: 2 },
    {
      key: "blueprint_id",
      title: "BLUEPRINT",
      about: "Image",
      value: (it) => it.blueprint_id,
      rank: 5,
    },
    {
      key: "availability_zone",
      title: "ZONE",
      about: "Availability zone",
      value: (it) => it.availability_zone,
      rank: 1,
    },
    {
      key: "monthly_price_usd",
      title: "USD/MONTH",
      about: "Price of the plan in US dollars a month",
      value: (it) => it.monthly_price_usd,
      show: showUsd,
      align: "right",
      rank: 2,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region },
    {
      key: "blueprint_name",
      title: "IMAGE",
      about: "Name of the image",
      value: (it) => it.blueprint_name,
    },
    { key: "username", title: "USER", about: "Login name", value: (it) => it.username },
    { key: "key_pair", title: "KEY PAIR", about: "SSH key pair", value: (it) => it.key_pair },
    {
      key: "ipv6_addresses",
      title: "IPV6",
      about: "IPv6 addresses",
      value: (it) => it.ipv6_addresses.join(","),
    },
    {
      key: "cpu_count",
      title: "VCPU",
      about: "Virtual CPUs",
      value: (it) => it.hardware.cpu_count,
      align: "right",
    },
    {
      key: "ram_size_gb",
      title: "RAM GB",
      about: "Memory in GB",
      value: (it) => it.hardware.ram_size_gb,
      align: "right",
    },
    {
      key: "disk_size_gb",
      title: "DISK GB",
      about: "System disk in GB",
      value: (it) => it.hardware.disk_size_gb,
      align: "right",
    },
    { key: "tags", title: "TAGS", about: "Tags as KEY=VALUE", value: (it) => showTags(it.tags) },
    {
      key: "created_at",
      title: "CREATED",
      about: "Time of creation, UTC",
      value: (it) => it.created_at,
      tone: "quiet",
    },
  ],
};

/** The instances of a Terraform state: the same columns, and on demand where they stand in it. */
export const stateInstanceResource: Resource<StateInstance> = {
  ...instanceResource,
  fields: [
    ...instanceResource.fields,
    {
      key: "host_address",
      title: "HOST",
      about: "Where to reach it: the public address, else IPv6",
      value: (it) => it.host_address,
    },
    {
      key: "state_address",
      title: "STATE ADDRESS",
      about: "Address in the Terraform state",
      value: (it) => it.state_address,
    },
    {
      key: "workspace",
      title: "WORKSPACE",
      about: "Terraform workspace",
      value: (it) => it.workspace,
    },
    {
      key: "tainted",
      title: "TAINTED",
      about: "Whether Terraform means to replace it",
      value: (it) => it.tainted,
    },
  ],
};

export const stackResource: Resource<StackEntry> = {
  singular: "stack",
  plural: "stacks",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0 },
    {
      key: "initialised",
      title: "INITIALISED",
      about: "Whether terraform init was run in it",
      value: (it) => it.initialised,
      rank: 1,
    },
    {
      key: "backend",
      title: "BACKEND",
      about: "Where its state is kept",
      value: (it) => it.backend,
      rank: 2,
    },
    {
      key: "directory",
      title: "FOLDER",
      about: "Its folder",
      value: (it) => it.directory,
      rank: 3,
    },
  ],
};

export const serviceResource: Resource<Service> = {
  singular: "service",
  plural: "services",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0 },
    {
      key: "description",
      title: "DESCRIPTION",
      about: "What it is",
      value: (it) => it.description,
      rank: 1,
    },
    {
      key: "hosts",
      title: "HOSTS",
      about: "Hosts and groups that it is for",
      value: (it) => it.hosts.join(", "),
      rank: 2,
    },
    { key: "file", title: "FILE", about: "Its playbook", value: (it) => it.file, rank: 3 },
  ],
};

export const hostSummaryResource: Resource<HostSummary> = {
  singular: "host",
  plural: "hosts",
  nameOf: (it) => it.host,
  sort: "host",
  fields: [
    { key: "host", title: "HOST", about: "Name", value: (it) => it.host, rank: 0 },
    {
      key: "status",
      title: "STATUS",
      about: "What came of it",
      value: (it) => it.status,
      show: (value) => String(value).replace("_", " "),
      rank: 0,
    },
    ...(["ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored"] as const).map(
      (key, index): Field<HostSummary> => ({
        key,
        title: key.toUpperCase(),
        about: `Tasks: ${key}`,
        value: (it) => it[key],
        align: "right",
        rank: index < 4 ? 1 : 2,
      }),
    ),
    {
      key: "services",
      title: "SERVICES",
      about: "Those that have a play for it",
      value: (it) => it.services.join(", "),
      rank: 3,
    },
  ],
};

export const bundleResource: Resource<Bundle> = {
  singular: "bundle",
  plural: "bundles",
  nameOf: (it) => it.bundle_id,
  sort: "monthly_price_usd",
  fields: [
    { key: "bundle_id", title: "BUNDLE", about: "Plan id", value: (it) => it.bundle_id, rank: 0 },
    {
      key: "monthly_price_usd",
      title: "USD/MONTH",
      about: "Price in US dollars a month",
      value: (it) => it.monthly_price_usd,
      show: showUsd,
      align: "right",
      rank: 0,
    },
    {
      key: "cpu_count",
      title: "VCPU",
      about: "Virtual CPUs",
      value: (it) => it.cpu_count,
      align: "right",
      rank: 1,
    },
    {
      key: "ram_size_gb",
      title: "RAM GB",
      about: "Memory in GB",
      value: (it) => it.ram_size_gb,
      align: "right",
      rank: 1,
    },
    {
      key: "disk_size_gb",
      title: "SSD GB",
      about: "System disk in GB",
      value: (it) => it.disk_size_gb,
      align: "right",
      rank: 2,
    },
    {
      key: "transfer_gb_per_month",
      title: "TRANSFER GB",
      about: "Included transfer in GB a month",
      value: (it) => it.transfer_gb_per_month,
      align: "right",
      rank: 3,
    },
    {
      key: "platforms",
      title: "PLATFORM",
      about: "Platforms",
      value: (it) => it.platforms.join(","),
      rank: 4,
    },
    {
      key: "public_ipv4_count",
      title: "IPV4",
      about: "Public IPv4 addresses; 0 for IPv6-only plans",
      value: (it) => it.public_ipv4_count,
      align: "right",
      rank: 3,
    },
    { key: "name", title: "SIZE", about: "Size name", value: (it) => it.name },
    {
      key: "is_active",
      title: "ACTIVE",
      about: "Whether new instances may use it",
      value: (it) => it.is_active,
    },
  ],
};

export const blueprintResource: Resource<Blueprint> = {
  singular: "blueprint",
  plural: "blueprints",
  nameOf: (it) => it.blueprint_id,
  sort: "blueprint_id",
  fields: [
    {
      key: "blueprint_id",
      title: "BLUEPRINT",
      about: "Image id",
      value: (it) => it.blueprint_id,
      rank: 0,
    },
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0 },
    { key: "type", title: "TYPE", about: "os or app", value: (it) => it.type, rank: 1 },
    { key: "platform", title: "PLATFORM", about: "Platform", value: (it) => it.platform, rank: 2 },
    { key: "version", title: "VERSION", about: "Version", value: (it) => it.version, rank: 3 },
    { key: "group", title: "GROUP", about: "Family of images", value: (it) => it.group },
    {
      key: "min_power",
      title: "MIN POWER",
      about: "Smallest plan power",
      value: (it) => it.min_power,
      align: "right",
    },
    {
      key: "is_active",
      title: "ACTIVE",
      about: "Whether new instances may use it",
      value: (it) => it.is_active,
    },
  ],
};

export const regionResource: Resource<Region> = {
  singular: "region",
  plural: "regions",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "REGION", about: "Region id", value: (it) => it.name, rank: 0 },
    {
      key: "display_name",
      title: "PLACE",
      about: "Where it is",
      value: (it) => it.display_name,
      rank: 0,
    },
    {
      key: "continent_code",
      title: "CONTINENT",
      about: "Continent code",
      value: (it) => it.continent_code,
      rank: 2,
    },
    {
      key: "availability_zones",
      title: "ZONES",
      about: "Availability zones",
      value: (it) => it.availability_zones.join(" "),
      rank: 1,
    },
  ],
};

export const operationResource: Resource<JournalOperation> = {
  singular: "operation",
  plural: "operations",
  nameOf: (it) => it.id,
  sort: "id",
  fields: [
    { key: "id", title: "ID", about: "Id, for infra resume", value: (it) => it.id, rank: 0 },
    { key: "status", title: "STATUS", about: "How it ended", value: (it) => it.status, rank: 0 },
    { key: "command", title: "COMMAND", about: "Command", value: (it) => it.command, rank: 0 },
    {
      key: "resources",
      title: "ABOUT",
      about: "What its changes were about",
      value: (it) =>
        [...new Set(it.calls.flatMap((call) => (call.change ? [call.resource ?? ""] : [])))].join(
          " ",
        ),
      rank: 1,
    },
    {
      key: "changes",
      title: "CHANGES",
      about: "Number of its calls that change something",
      value: (it) => it.calls.filter((call) => call.change).length,
      align: "right",
      rank: 3,
    },
    {
      key: "error",
      title: "ERROR",
      about: "Code of what ended it",
      value: (it) => it.error?.code ?? null,
      rank: 2,
    },
    { key: "provider", title: "PROVIDER", about: "Provider", value: (it) => it.provider },
    { key: "profile", title: "PROFILE", about: "AWS profile", value: (it) => it.profile },
    { key: "region", title: "REGION", about: "Region asked for", value: (it) => it.region },
    {
      key: "started_at",
      title: "BEGAN",
      about: "When it began, UTC",
      value: (it) => it.started_at,
      rank: 4,
      tone: "quiet",
    },
  ],
};

/** `static`, `dynamic` or `none`: whether the public address survives a stop. */
export function addressKind(instance: Instance): string {
  if (instance.public_ip === null) return "none";
  return instance.is_static_ip ? "static" : "dynamic";
}

function showTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => (value === "" ? key : `${key}=${value}`))
    .join(",");
}
