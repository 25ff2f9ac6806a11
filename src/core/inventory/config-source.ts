import { expandName } from "../fleet/range.ts";
import type { Config } from "../config/schema.ts";
import type { Facts, SourceHost, SourceReading } from "./model.ts";
import type { Value, Variables } from "./values.ts";

type ConfigInstance = NonNullable<Config["instances"]>[number];

/** The hosts listed in a config file, which is the user's own and may contain templates. */
export function readConfig(config: Config): SourceReading {
  const variables = new Map<string, Value>(variablesOf(config.global_vars));
  // One variable each, because a template inside a mapping can't refer to the mapping's other keys.
  for (const [key, value] of Object.entries(config.wireguard ?? {})) {
    if (value !== undefined) variables.set(`quants_wireguard_${key}`, value);
  }
  const environments = Object.entries(config.environments ?? {});
  return {
    hosts: (config.instances ?? []).flatMap((entry) =>
      (expandName(entry.name) ?? []).map((name) => hostOf({ ...entry, name })),
    ),
    warnings: [],
    variables,
    environments: new Map(environments.map(([name, { vars }]) => [name, variablesOf(vars)])),
  };
}

function hostOf(entry: ConfigInstance): SourceHost {
  const variables = variablesOf(entry.vars);
  const address = entry.host ?? variables.get("ansible_host");
  const facts: { [Name in keyof Facts]: Facts[Name] | undefined } = {
    address: typeof address === "string" ? address : undefined,
    public_ip: entry.public_ip,
    private_ip: entry.private_ip,
    ipv6: entry.ipv6,
    user: entry.user,
    port: entry.port,
    region: entry.region,
    availability_zone: entry.availability_zone,
    bundle_id: entry.bundle,
    blueprint_id: entry.blueprint,
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  const tags = new Map(Object.entries(entry.tags ?? {}));
  if (entry.environment !== undefined) tags.set("Environment", entry.environment);
  if (entry.service_type !== undefined) tags.set("Service", entry.service_type);
  return {
    name: entry.name,
    source: "config",
    facts: Object.fromEntries(known),
    tags,
    groups: entry.groups ?? [],
    variables,
  };
}

function variablesOf(mapping: Readonly<Record<string, unknown>> | undefined): Variables {
  return new Map(Object.entries(mapping ?? {}) as [string, Value][]);
}
