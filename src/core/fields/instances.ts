import type { Instance } from "../model.ts";
import type { StateInstance } from "../contracts/terraform-control.ts";
import { type Resource, counted, showUsd, totalPrice, showTags } from "./field.ts";

const NAMES = { singular: "instance", plural: "instances" };

export const instanceResource: Resource<Instance> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) =>
    [
      counted(items.length, NAMES),
      `${items.filter(({ status }) => status === "running").length} running`,
      totalPrice(items.map((it) => it.monthly_price_usd)),
    ]
      .filter((it) => it !== null)
      .join(", "),
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
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
      isTime: true,
    },
  ],
};

/**
 * The instances of a Terraform state: the same columns, plus their place in the state on demand.
 */
export const stateInstanceResource: Resource<StateInstance> = {
  ...instanceResource,
  fields: [
    ...instanceResource.fields,
    {
      key: "host_address",
      title: "HOST",
      about: "Where to reach it: the public address, or else IPv6",
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
      about: "Whether Terraform will replace it",
      value: (it) => it.tainted,
    },
  ],
};

/** `static`, `dynamic` or `none`: whether the public address survives a stop. */
export function addressKind(instance: Instance): string {
  if (instance.public_ip === null) return "none";
  return instance.is_static_ip ? "static" : "dynamic";
}
