import type { Instance } from "../../../src/core/model.ts";
import type { SourceHost } from "../../../src/core/inventory/model.ts";
import type { BuildOptions } from "../../../src/core/inventory/build.ts";

export const OPTIONS: BuildOptions = {
  filters: [],
  groupings: [],
  address: "auto",
  strict: false,
  allowEmpty: false,
};

/** A running instance with a public address; what the test is about is given. */
export function instance(name: string, more: Partial<Instance> = {}): Instance {
  return {
    instance_id: name,
    name,
    status: "running",
    public_ip: "198.51.100.1",
    private_ip: "172.26.0.17",
    ipv6_addresses: ["2001:db8::1"],
    ip_address_type: "dualstack",
    is_static_ip: false,
    bundle_id: "small_3_0",
    blueprint_id: "ubuntu_22_04",
    blueprint_name: "Ubuntu",
    availability_zone: "ap-northeast-1a",
    region: "ap-northeast-1",
    created_at: null,
    username: "ubuntu",
    key_pair: null,
    tags: {},
    firewall_rules: [],
    hardware: { cpu_count: null, ram_size_gb: null, disk_size_gb: null },
    monthly_price_usd: null,
    transfer_gb_per_month: null,
    arn: null,
    support_code: null,
    ...more,
  };
}

export function host(name: string, more: Partial<SourceHost> = {}): SourceHost {
  return {
    name,
    source: "lightsail",
    facts: { public_ip: "198.51.100.1" },
    tags: new Map(),
    groups: [],
    variables: new Map(),
    ...more,
  };
}
