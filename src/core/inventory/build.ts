import { QuantsError } from "../errors.ts";
import { compareNatural } from "../text/natural-order.ts";
import type { Filter } from "./filter.ts";
import { BY_ENVIRONMENT, type Grouping, groupHosts } from "./groups.ts";
import { mergeHosts } from "./merge.ts";
import type { Inventory, InventoryGroup, MergedHost, SourceReading } from "./model.ts";
import { checkHostName, environmentGroup } from "./names.ts";
import { sharedAddresses } from "./shared-addresses.ts";
import type { Text, Value, Variables } from "./values.ts";
import { type AddressKind, COMMON_VARIABLES, addressOf, variablesOf } from "./variables.ts";

export interface BuildOptions {
  filters: readonly Filter[];
  groupings: readonly Grouping[];
  address: AddressKind;
  /** Hosts without an address are an error, and so are unreadable entries that may be hosts. */
  strict: boolean;
  /** Allows an inventory without hosts; undefined where no option asks for that. */
  allowEmpty?: boolean;
}

/** Builds one inventory from the sources, with warnings for the user. */
export function buildInventory(
  readings: readonly SourceReading[],
  options: BuildOptions,
): { inventory: Inventory; warnings: string[] } {
  const warnings = readings.flatMap((reading) => reading.warnings);
  if (options.strict) refuseUnread(readings);
  const merged = mergeHosts(readings, options.filters, warnings).toSorted((a, b) =>
    compareNatural(a.name, b.name),
  );
  const reachable = withAddress(merged, options, warnings);
  if (reachable.length === 0 && options.allowEmpty !== true)
    throw empty(readings, options, merged.length);

  const environments = new Map(readings.flatMap((it) => [...(it.environments ?? [])]));
  const hosts = reachable.map(([host]) => host);
  const groups = groupsOf(hosts, options.groupings, environments, warnings);
  const names = new Set(groups.keys());
  for (const host of hosts) checkHostName(host.name, names);
  const variables = new Map(reachable.map(([host, at]) => [host.name, variablesOf(host, at)]));
  warnings.push(...sharedAddresses(variables));
  const common = readings.flatMap((it) => [...(it.variables ?? [])]);
  return {
    inventory: {
      hosts: variables,
      groups,
      variables: new Map<string, Value>([...COMMON_VARIABLES, ...common]),
    },
    warnings,
  };
}

function refuseUnread(readings: readonly SourceReading[]): void {
  const unread = readings.flatMap((it) => it.unread ?? []);
  if (unread.length === 0) return;
  throw new QuantsError(
    "invalid_state",
    `The inventory would be missing hosts: ${unread.join(", ")} can't be read.`,
    {
      hint: "Only aws_lightsail_* of the provider hashicorp/aws is read. Take those hosts from --source lightsail or config, or drop --strict.",
    },
  );
}

function withAddress(
  hosts: readonly MergedHost[],
  { address, strict }: BuildOptions,
  warnings: string[],
): [MergedHost, Text][] {
  const found: [MergedHost, Text][] = [];
  const without: string[] = [];
  for (const host of hosts) {
    const text = addressOf(host, address);
    if (text === undefined) without.push(host.name);
    else found.push([host, text]);
  }
  if (without.length === 0) return found;
  const what = address === "auto" ? "address" : `${address} address`;
  if (strict) {
    throw new QuantsError(
      "invalid_state",
      `${without.length} ${without.length === 1 ? "host has" : "hosts have"} no ${what}: ${without.join(", ")}.`,
      {
        hint: "Start them, exclude them with --filter, choose another --address, or drop --strict.",
        resource: without[0],
      },
    );
  }
  warnings.push(`skipped, as they have no ${what}: ${without.join(", ")}`);
  return found;
}

function groupsOf(
  hosts: readonly MergedHost[],
  groupings: readonly Grouping[],
  environments: ReadonlyMap<string, Variables>,
  warnings: string[],
): Map<string, InventoryGroup> {
  // An environment's settings are variables of its group, so that group must exist.
  const byEnvironment = groupings.some(({ prefix }) => prefix === BY_ENVIRONMENT.prefix);
  const all = environments.size === 0 || byEnvironment ? groupings : [...groupings, BY_ENVIRONMENT];
  const members = groupHosts(hosts, all, warnings);
  const variables = new Map<string, Variables>();
  for (const [environment, values] of environments) {
    const group = environmentGroup(environment);
    variables.set(group, values);
    if (!members.has(group)) members.set(group, new Set());
  }
  const sorted = [...members].toSorted(([a], [b]) => compareNatural(a, b));
  return new Map(
    sorted.map(([name, its]) => [
      name,
      { hosts: [...its], variables: variables.get(name) ?? new Map<string, Value>() },
    ]),
  );
}

function empty(
  readings: readonly SourceReading[],
  { filters, allowEmpty }: BuildOptions,
  matching: number,
): QuantsError {
  const found = new Set(readings.flatMap(({ hosts }) => hosts.map(({ name }) => name))).size;
  const unread = readings.flatMap((it) => it.unread ?? []);
  const why =
    found === 0
      ? unread.length === 0
        ? "the sources list none"
        : `the sources list none, and ${unread.join(", ")} can't be read`
      : matching === 0
        ? `none of ${found} matches ${filters.length === 1 ? "the filter" : "the filters"}`
        : `none of ${matching} has an address`;
  return new QuantsError("not_found", `The inventory has no hosts: ${why}.`, {
    hint: `Check --region, --source and --filter${allowEmpty === undefined ? "." : "; with --allow-empty an empty inventory is no error."}`,
  });
}
