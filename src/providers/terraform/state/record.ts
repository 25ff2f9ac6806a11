import type { FirewallRule } from "../../../core/model.ts";
import type { StateInstance } from "../../../core/contracts/terraform-control.ts";
import { isObject, numberOf, objectsOf, textOf, textsOf } from "../../../core/text/json.ts";
import { regionOf } from "./joins.ts";
import type { StateResource } from "./resource.ts";

/** What belongs to an instance but is a resource of its own. */
export interface Joined {
  /** The address of the static IP attached to it. */
  staticIp: string | null;
  publicPorts: StateResource | undefined;
  workspace: string | null;
}

/**
 * The record of one instance. Only the attributes named here leave the state; user data, keys and
 * anything else that may be secret do not.
 */
export function toRecord(name: string, resource: StateResource, joined: Joined): StateInstance {
  const text = (key: string): string | null => textOf(resource.attribute(key));
  // Terraform read it when it created the instance, before any static IP was attached.
  const publicIp = joined.staticIp ?? text("public_ip_address");
  const ipv6 = ipv6Of(resource);
  return {
    instance_id: name,
    name,
    status: "unknown",
    public_ip: publicIp,
    private_ip: text("private_ip_address"),
    ipv6_addresses: ipv6,
    ip_address_type: text("ip_address_type"),
    is_static_ip: joined.staticIp !== null || resource.attribute("is_static_ip") === true,
    bundle_id: text("bundle_id") ?? "",
    blueprint_id: text("blueprint_id") ?? "",
    blueprint_name: null,
    availability_zone: text("availability_zone") ?? "",
    region: regionOf(resource) ?? "",
    created_at: timeOf(resource.attribute("created_at")),
    username: text("username"),
    key_pair: text("key_pair_name"),
    tags: tagsOf(resource),
    firewall_rules: objectsOf(joined.publicPorts?.attribute("port_info")).map((port) => {
      const protocol = textOf(port["protocol"])?.toLowerCase() ?? "";
      return {
        protocol: protocol === "-1" ? "all" : protocol,
        from_port: numberOf(port["from_port"]) ?? 0,
        to_port: numberOf(port["to_port"]) ?? 0,
        cidrs: textsOf(port["cidrs"]),
        ipv6_cidrs: textsOf(port["ipv6_cidrs"]).map((cidr) => cidr.toLowerCase()),
        cidr_list_aliases: textsOf(port["cidr_list_aliases"]),
      } satisfies FirewallRule;
    }),
    hardware: {
      cpu_count: numberOf(resource.attribute("cpu_count")),
      ram_size_gb: numberOf(resource.attribute("ram_size")),
      disk_size_gb: null,
    },
    monthly_price_usd: null,
    transfer_gb_per_month: null,
    arn: text("arn"),
    support_code: null,
    host_address: publicIp ?? ipv6[0] ?? null,
    state_address: resource.address,
    workspace: joined.workspace,
    tainted: resource.tainted,
  };
}

function ipv6Of(resource: StateResource): string[] {
  const list = textsOf(resource.attribute("ipv6_addresses"));
  const single = textOf(resource.attribute("ipv6_address"));
  return (list.length > 0 || single === null ? list : [single]).map((it) => it.toLowerCase());
}

/** `tags_all` includes the provider's default tags; without it, the instance's own tags count. */
function tagsOf(resource: StateResource): Record<string, string> {
  const all = resource.attribute("tags_all");
  const tags = isObject(all) ? all : resource.attribute("tags");
  if (!isObject(tags)) return {};
  // Not a plain assignment: a tag may be called `__proto__`.
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [key, typeof value === "string" ? value : ""]),
  );
}

function timeOf(value: unknown): string | null {
  const time = new Date(textOf(value) ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
