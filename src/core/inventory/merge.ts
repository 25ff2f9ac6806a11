import { QuantsError } from "../errors.ts";
import type { FactName, MergedHost, SourceHost, SourceReading } from "./model.ts";
import { type Text, type Value, Untrusted, textOf } from "./values.ts";

/** Facts that the sources must agree on, or be told apart by. */
const COMPARED: readonly FactName[] = [
  "address",
  "public_ip",
  "private_ip",
  "ipv6",
  "user",
  "port",
];

/**
 * Hosts of all sources, one for each name. Where sources disagree the later one wins, and
 * `warnings` says so. Two hosts of one name in one source are a `conflict`.
 */
export function mergeHosts(
  readings: readonly Pick<SourceReading, "hosts">[],
  warnings: string[],
): MergedHost[] {
  const merged = new Map<string, MergedHost>();
  for (const { hosts } of readings) {
    refuseTwins(hosts);
    for (const host of hosts) {
      const before = merged.get(host.name);
      merged.set(host.name, before === undefined ? alone(host) : join(before, host, warnings));
    }
  }
  return [...merged.values()];
}

function alone({ source, ...host }: SourceHost): MergedHost {
  return { ...host, sources: [source] };
}

function join(before: MergedHost, { source, ...host }: SourceHost, warnings: string[]): MergedHost {
  const regions = [before.facts.region, host.facts.region].map((it) => it && textOf(it));
  if (regions[0] !== undefined && regions[1] !== undefined && regions[0] !== regions[1]) {
    throw twins(host.name, [
      `${regions[0]} (${before.sources.join(", ")})`,
      `${regions[1]} (${source})`,
    ]);
  }
  for (const fact of COMPARED) {
    const [old, now] = [before.facts[fact], host.facts[fact]];
    if (old === undefined || now === undefined || shown(old) === shown(now)) continue;
    warnings.push(
      `${host.name}: ${fact} is ${shown(old)} in ${before.sources.join(", ")}, ${shown(now)} in ${source}, which wins`,
    );
  }
  return {
    name: host.name,
    sources: [...before.sources, source],
    facts: { ...before.facts, ...host.facts },
    tags: new Map([...before.tags, ...host.tags]),
    groups: [...before.groups, ...host.groups],
    variables: new Map<string, Value>([...before.variables, ...host.variables]),
  };
}

function shown(value: Text | number): string {
  return typeof value === "string" || value instanceof Untrusted ? textOf(value) : String(value);
}

/** Two hosts of one name in one source are a `conflict`. */
export function refuseTwins(hosts: readonly SourceHost[]): void {
  const seen = new Map<string, SourceHost>();
  for (const host of hosts) {
    const twin = seen.get(host.name);
    if (twin !== undefined) throw twins(host.name, [whereIs(twin), whereIs(host)]);
    seen.set(host.name, host);
  }
}

function whereIs({ facts, source }: SourceHost): string {
  return facts.region === undefined ? source : textOf(facts.region);
}

function twins(name: string, places: readonly string[]): QuantsError {
  return new QuantsError("conflict", `Two hosts are named ${name}: ${places.join(" and ")}.`, {
    hint: "An inventory has one host for each name. Choose one with --region or --filter region=NAME, or rename one.",
    resource: name,
  });
}
