import { isIP } from "node:net";
import { parseCidr } from "../firewall/cidr.ts";
import type { Resource } from "../fields/field.ts";
import { compareNatural } from "../text/natural-order.ts";
import { type Filter, matches } from "./filter.ts";
import { refuseTwins } from "./merge.ts";
import { ADDRESSES, type FactName, type Facts, type SourceHost, THE_SERVICE } from "./model.ts";
import { textOf } from "./values.ts";

/** One value that differs between sources. Its keys are those of the JSON output. */
export interface Difference {
  host: string;
  /** `host` if a source does not know it, otherwise the name of a fact, or `tag:KEY`. */
  field: string;
  /** The value in each source, by the source's name; null if it has none. */
  values: Record<string, string | null>;
}

/** A source by name, and the hosts it knows. */
export interface NamedHosts {
  name: string;
  hosts: readonly SourceHost[];
}

const COMPARED: readonly FactName[] = [
  ...ADDRESSES,
  "user",
  "port",
  "status",
  "region",
  "availability_zone",
  "bundle_id",
  "blueprint_id",
];

/**
 * What the sources disagree on, by host. A host counts if any of its records passes the filters,
 * because the filtered tag itself may differ. Facts are compared where several sources state them;
 * tags also where a source that knows all tags lacks one.
 */
export function outsideChangesOf(
  sources: readonly NamedHosts[],
  filters: readonly Filter[],
): { differences: Difference[]; hosts: number } {
  const byName = sources.map(({ name, hosts }) => {
    refuseTwins(hosts);
    return { name, hosts: new Map(hosts.map((host) => [host.name, host])) };
  });
  const wanted = sources.flatMap(({ hosts }) => hosts.filter((host) => matches(host, filters)));
  const names = [...new Set(wanted.map(({ name }) => name))].toSorted(compareNatural);
  const differences = names.flatMap((name) =>
    differencesOf(
      name,
      byName.map((source) => [source.name, source.hosts.get(name)]),
    ),
  );
  return { differences, hosts: names.length };
}

type Entry = readonly [source: string, host: SourceHost | undefined];

function differencesOf(host: string, records: readonly Entry[]): Difference[] {
  const known = records.flatMap(([source, it]) =>
    it === undefined ? [] : [[source, it] as const],
  );
  const found: Difference[] = [];
  if (known.length < records.length) {
    const values = records.map(([source, it]) => [source, it === undefined ? null : "known"]);
    found.push({ host, field: "host", values: Object.fromEntries(values) as Difference["values"] });
  }
  const put = (field: string, stated: readonly Stated[]): void => {
    if (new Set(stated.map(([, value]) => comparable(value))).size < 2) return;
    found.push({ host, field, values: Object.fromEntries(stated) });
  };
  put("address", addressesOf(known));
  for (const fact of COMPARED) {
    put(
      fact,
      known.flatMap(([source, { facts }]) => {
        const value = shown(facts[fact]);
        const isStated = value !== null || (ADDRESSES.includes(fact) && source === THE_SERVICE);
        return isStated ? [[source, value] as const] : [];
      }),
    );
  }
  const keys = new Set(known.flatMap(([, { tags }]) => [...tags.keys()]));
  for (const key of [...keys].toSorted(compareNatural)) put(`tag:${key}`, tagsOf(key, known));
  return found;
}

type Known = readonly (readonly [source: string, host: SourceHost])[];
type Stated = readonly [source: string, value: string | null];

/** An address set by hand must match any address in the other sources. */
function addressesOf(known: Known): Stated[] {
  const byHand = known.find(([, { facts }]) => isIP(shown(facts.address) ?? "") !== 0);
  if (byHand === undefined) return [];
  const [source, { facts }] = byHand;
  const address = shown(facts.address);
  return known.flatMap(([other, { facts: theirs }]): Stated[] => {
    if (other === source) return [[source, address]];
    const all = [theirs.public_ip, theirs.private_ip, theirs.ipv6].map(shown);
    const same = all.find((it) => it !== null && comparable(it) === comparable(address));
    const own = same ?? all.find((it) => it !== null);
    return own === undefined ? [] : [[other, own]];
  });
}

/** The user's file need not list every tag; the service and a state do. */
function tagsOf(key: string, known: Known): Stated[] {
  return known.flatMap(([source, { tags }]): Stated[] => {
    const value = tags.get(key);
    if (value !== undefined) return [[source, textOf(value)]];
    return source === "config" ? [] : [[source, null]];
  });
}

function shown(value: Facts[FactName]): string | null {
  if (value === undefined) return null;
  return typeof value === "number" ? String(value) : textOf(value);
}

/** IPv6 addresses can be written in several ways. */
function comparable(value: string | null): string | null {
  const isIpv6 = value !== null && isIP(value) === 6 && !value.includes("%");
  return isIpv6 ? parseCidr(value).text : value;
}

/** As a table: a column for each source. */
export function differenceResource(sources: readonly string[]): Resource<Difference> {
  return {
    singular: "difference",
    plural: "differences",
    nameOf: (it) => it.host,
    sort: "host",
    fields: [
      { key: "host", title: "HOST", about: "Name of the host", value: (it) => it.host, rank: 0 },
      { key: "field", title: "FIELD", about: "What differs", value: (it) => it.field, rank: 0 },
      ...sources.map((source) => ({
        key: source,
        title: source.toUpperCase(),
        about: `Value in ${source}`,
        // An empty tag is not an absent one.
        value: (it: Difference) => (it.values[source] === "" ? '""' : (it.values[source] ?? null)),
        rank: 0,
      })),
    ],
  };
}
