/** Builds states in both forms from one description, as Terraform 1.11 and provider 5.100 write them. */
export interface Described {
  type: string;
  name?: string;
  /** `module.a["x"]` */
  module?: string;
  key?: string | number;
  mode?: "managed" | "data";
  provider?: string;
  values: Record<string, unknown>;
  tainted?: boolean;
  deposed?: string;
  sensitive?: string[];
}

const PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]';

export function instance(
  name: string,
  values: Record<string, unknown> = {},
  rest: Partial<Described> = {},
): Described {
  return {
    type: "aws_lightsail_instance",
    name: "this",
    values: {
      name,
      id: name,
      arn: "arn:aws:lightsail:ap-northeast-1:123456789012:Instance/6e278dd6-8580-49a4-9516-186a4f3bdbc2",
      availability_zone: "ap-northeast-1a",
      blueprint_id: "ubuntu_22_04",
      bundle_id: "small_3_0",
      cpu_count: 2,
      created_at: "2026-01-15T12:00:00Z",
      ip_address_type: "dualstack",
      ipv6_addresses: ["2001:DB8::1"],
      is_static_ip: false,
      key_pair_name: "ops",
      private_ip_address: "172.26.0.10",
      public_ip_address: "198.51.100.10",
      ram_size: 2,
      tags: { Service: "monitor" },
      tags_all: { Environment: "dev", Service: "monitor" },
      user_data: "#!/bin/sh\nexport TOKEN=hunter2",
      username: "ubuntu",
      ...values,
    },
    ...rest,
  };
}

export function attachment(
  instanceName: string,
  ip: string | null,
  rest: Partial<Described> = {},
): Described {
  return {
    type: "aws_lightsail_static_ip_attachment",
    name: "this",
    values: {
      id: `${instanceName}-ip`,
      instance_name: instanceName,
      ip_address: ip,
      static_ip_name: `${instanceName}-ip`,
    },
    ...rest,
  };
}

/** As `terraform state pull` prints it. */
export function raw(resources: readonly Described[]): string {
  return JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 7,
    lineage: "865f3831-2374-559a-5efc-250154b02f9e",
    outputs: {},
    resources: resources.map((it) => ({
      ...(it.module !== undefined && { module: it.module }),
      mode: it.mode ?? "managed",
      type: it.type,
      name: it.name ?? "this",
      provider: it.provider ?? PROVIDER,
      instances: [
        {
          ...(it.key !== undefined && { index_key: it.key }),
          ...(it.tainted === true && { status: "tainted" }),
          ...(it.deposed !== undefined && { deposed: it.deposed }),
          schema_version: 0,
          attributes: it.values,
          sensitive_attributes: (it.sensitive ?? []).map((path) =>
            path
              .split(".")
              .map((step, index) =>
                index === 0
                  ? { type: "get_attr", value: step }
                  : { type: "index", value: { value: step, type: "string" } },
              ),
          ),
        },
      ],
    })),
    check_results: null,
  });
}

/** As `terraform show -json` prints it. */
export function shown(resources: readonly Described[]): string {
  const root: ShownModule = { resources: [], child_modules: [] };
  for (const it of resources) {
    let module = root;
    if (it.module !== undefined) {
      module = { address: it.module, resources: [], child_modules: [] };
      // One level deeper than need be, so that modules in modules are walked.
      root.child_modules.push({ address: "module.outer", child_modules: [module], resources: [] });
    }
    const index =
      it.key === undefined ? "" : typeof it.key === "number" ? `[${it.key}]` : `["${it.key}"]`;
    const local = `${it.mode === "data" ? "data." : ""}${it.type}.${it.name ?? "this"}${index}`;
    module.resources.push({
      address: it.module === undefined ? local : `${it.module}.${local}`,
      mode: it.mode ?? "managed",
      type: it.type,
      name: it.name ?? "this",
      ...(it.key !== undefined && { index: it.key }),
      provider_name: "registry.terraform.io/hashicorp/aws",
      schema_version: 0,
      values: it.values,
      sensitive_values: marks(it.sensitive ?? []),
      ...(it.tainted === true && { tainted: true }),
      ...(it.deposed !== undefined && { deposed_key: it.deposed }),
    });
  }
  return JSON.stringify({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: { root_module: root },
  });
}

interface ShownModule {
  address?: string;
  resources: unknown[];
  child_modules: ShownModule[];
}

function marks(paths: readonly string[]): Record<string, unknown> {
  const all: Record<string, unknown> = { tags: {}, ipv6_addresses: [false] };
  for (const path of paths) {
    const [name = "", key] = path.split(".");
    all[name] = key === undefined ? true : { [key]: true };
  }
  return all;
}
