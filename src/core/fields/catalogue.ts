import type { Blueprint, Bundle, Region } from "../model.ts";
import { type Resource, showUsd } from "./field.ts";

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
      about: "Location",
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
