import type { Facts, MergedHost } from "./model.ts";
import type { Text, Value, Variables } from "./values.ts";

export type AddressKind = "public" | "private" | "ipv6" | "auto";

/**
 * Variables of the group `all`. The path is fixed: every image has it, and discovery costs a call.
 */
export const COMMON_VARIABLES: Variables = new Map<string, Value>([
  ["ansible_python_interpreter", "/usr/bin/python3"],
  ["ansible_become", true],
]);

/** Our own names carry a prefix, because Ansible reserves `tags`, `name`, `environment`, `port`. */
const FROM_FACTS: readonly (keyof Facts)[] = [
  "region",
  "availability_zone",
  "status",
  "bundle_id",
  "blueprint_id",
  "public_ip",
  "private_ip",
  "ipv6",
];

/** Where Ansible should reach the host; never assumes that a private address is reachable. */
const ADDRESS_OF: Readonly<Record<AddressKind, (facts: Facts) => Text | undefined>> = {
  public: (facts) => facts.public_ip,
  private: (facts) => facts.private_ip,
  ipv6: (facts) => facts.ipv6,
  auto: (facts) => facts.address ?? facts.public_ip ?? facts.ipv6,
};

export function addressOf({ facts }: MergedHost, kind: AddressKind): Text | undefined {
  return ADDRESS_OF[kind](facts);
}

/** The variables of a host. Tags stay below `quants_tags`: none becomes a variable itself. */
export function variablesOf(host: MergedHost, address: Text): Map<string, Value> {
  const { facts, tags } = host;
  const variables = new Map<string, Value>([["ansible_host", address]]);
  if (facts.user !== undefined) variables.set("ansible_user", facts.user);
  variables.set("ansible_port", facts.port ?? 22);
  variables.set("instance_id", host.name);
  variables.set("service_type", tags.get("Service") ?? tags.get("service_type") ?? "unknown");
  for (const fact of FROM_FACTS) {
    const value = facts[fact];
    if (value !== undefined) variables.set(`quants_${fact}`, value);
  }
  const environment = tags.get("Environment");
  if (environment !== undefined) variables.set("quants_environment", environment);
  variables.set("quants_sources", host.sources);
  // Not by assignment: a tag may be named `__proto__`.
  variables.set("quants_tags", Object.fromEntries(tags));
  for (const [name, value] of host.variables) variables.set(name, value);
  // The requested kind of address takes precedence over one from a file.
  variables.set("ansible_host", address);
  return variables;
}
