import { QuantsError } from "../errors.ts";
import { type Filter, matches } from "./filter.ts";
import { machinesOf, regionOf } from "./machines.ts";
import {
  ADDRESSES,
  type FactName,
  type Facts,
  type MergedHost,
  type SourceHost,
  type SourceReading,
  THE_SERVICE,
} from "./model.ts";
import { type Text, type Value, Untrusted, textOf } from "./values.ts";

/** Facts that sources must agree on; otherwise they mean different machines. */
const COMPARED: readonly FactName[] = ["address", ...ADDRESSES, "user", "port"];

/**
 * The hosts of all sources that pass the filters, one for each name. A filter sees all sources'
 * facts of a host together: a source that lacks a tag must neither let the host in nor lose its
 * other facts. Where sources disagree, the later one wins, with a warning. Two hosts of one name
 * are a `conflict`.
 */
export function mergeHosts(
  readings: readonly Pick<SourceReading, "hosts">[],
  filters: readonly Filter[],
  warnings: string[],
): MergedHost[] {
  const byName = new Map<string, SourceHost[]>();
  for (const host of readings.flatMap(({ hosts }) => hosts)) {
    const records = byName.get(host.name);
    if (records === undefined) byName.set(host.name, [host]);
    else records.push(host);
  }
  return [...byName].flatMap(([name, records]) => {
    const matching = machinesOf(records).flatMap((machine) => {
      const disagreements: string[] = [];
      const host = joined(name, machine, disagreements);
      return matches(host, filters) ? [{ machine, host, disagreements }] : [];
    });
    const [first, second] = matching;
    if (first === undefined) return [];
    if (second !== undefined) throw twins(name, placesOf(first.machine, second.machine));
    warnings.push(...first.disagreements);
    return [first.host];
  });
}

function joined(name: string, records: readonly SourceHost[], warnings: string[]): MergedHost {
  const nothing: MergedHost = {
    name,
    sources: [],
    facts: {},
    tags: new Map(),
    groups: [],
    variables: new Map(),
  };
  return records.reduce((host, it) => join(host, it, warnings), nothing);
}

function join(before: MergedHost, { source, ...host }: SourceHost, warnings: string[]): MergedHost {
  for (const fact of COMPARED) {
    const old = stated(before.facts, fact, before.sources);
    const now = stated(host.facts, fact, [source]);
    if (old === undefined || now === undefined || shown(old) === shown(now)) continue;
    warnings.push(
      `${host.name}: ${fact} is ${shown(old)} in ${before.sources.join(", ")}, ${shown(now)} in ${source}, which wins`,
    );
  }
  return {
    name: host.name,
    sources: [...before.sources, source],
    facts: {
      ...(source === THE_SERVICE ? withoutAddresses(before.facts) : before.facts),
      ...host.facts,
    },
    tags: new Map([...before.tags, ...host.tags]),
    groups: [...before.groups, ...host.groups],
    variables: new Map<string, Value>([...before.variables, ...host.variables]),
  };
}

/** Without an address in the service there is none: one in a state is out of date. */
function stated(
  facts: Facts,
  fact: FactName,
  sources: readonly string[],
): Text | number | undefined {
  const isNone = ADDRESSES.includes(fact) && sources.includes(THE_SERVICE);
  return facts[fact] ?? (isNone ? "none" : undefined);
}

function withoutAddresses(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([fact]) => !ADDRESSES.includes(fact as FactName)),
  );
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

/** The places of two machines of one name, from the records that they do not share. */
function placesOf(one: readonly SourceHost[], other: readonly SourceHost[]): string[] {
  const own = [one.filter((it) => !other.includes(it)), other.filter((it) => !one.includes(it))];
  const sources = own.map((its) => its.map(({ source }) => source).join(", "));
  const places = own.map((its) => its.slice(0, 1).map(whereIs).join());
  if (sources[0] === sources[1]) return places;
  return places.map((place, index) => `${place} (${sources[index]})`);
}

function whereIs(host: SourceHost): string {
  return regionOf(host) ?? host.source;
}

function twins(name: string, places: readonly string[]): QuantsError {
  return new QuantsError("conflict", `Two hosts are named ${name}: ${places.join(" and ")}.`, {
    hint: "An inventory has one host per name. Choose one with --region or --filter region=NAME, or rename one.",
    resource: name,
  });
}
