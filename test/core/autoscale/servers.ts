import type { Instance } from "../../../src/core/model.ts";

/** A worker's server, as Lightsail lists it. */
export function server(name: string, pool: string, tags: Record<string, string> = {}): Instance {
  return {
    ...{ instance_id: name, name, status: "running", public_ip: null, private_ip: null },
    ...{ ipv6_addresses: [], ip_address_type: null, is_static_ip: false, bundle_id: "medium_3_0" },
    ...{ blueprint_id: "ubuntu_22_04", blueprint_name: null, availability_zone: "a", region: "r" },
    ...{ created_at: "2026-11-29T00:00:00.000Z", username: null, key_pair: null },
    tags: { Service: "worker", Pool: pool, ...tags },
    ...{ firewall_rules: [], hardware: { cpu_count: 2, ram_size_gb: 4, disk_size_gb: 80 } },
    ...{ monthly_price_usd: null, transfer_gb_per_month: null, arn: `arn:${name}` },
    support_code: null,
  };
}
