import type { DomainEntry } from "../contracts/domains.ts";
import { type Resource, counted } from "./field.ts";

/** `dns zones` in JSON. */
export interface ListedZone {
  name: string;
  /** How many entries it has, with those that Lightsail made. */
  entries: number;
  tags: Record<string, string>;
}

/** `dns list` in JSON. */
export interface ListedEntry extends DomainEntry {
  zone: string;
}

const ZONES = { singular: "zone", plural: "zones" };

export const zoneResource: Resource<ListedZone> = {
  ...ZONES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) => counted(items.length, ZONES),
  fields: [
    { key: "name", title: "NAME", about: "Domain", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "entries",
      title: "ENTRIES",
      about: "How many entries it has, with those that Lightsail made",
      value: (it) => it.entries,
      align: "right",
      rank: 0,
    },
  ],
};

const ENTRIES = { singular: "entry", plural: "entries" };

export const dnsEntryResource: Resource<ListedEntry> = {
  ...ENTRIES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) => counted(items.length, ENTRIES),
  fields: [
    {
      key: "name",
      title: "NAME",
      about: "Name in full",
      value: (it) => it.name,
      rank: 0,
      cut: true,
    },
    {
      key: "type",
      title: "TYPE",
      about: "A, AAAA, CNAME, MX, NS, SOA, SRV or TXT",
      value: (it) => it.type,
      rank: 0,
    },
    { key: "target", title: "TARGET", about: "What it answers", value: (it) => it.target, rank: 0 },
    {
      key: "is_alias",
      title: "ALIAS",
      about: "Whether the target is a name of Lightsail's own, such as a load balancer's",
      value: (it) => it.is_alias,
      show: (value) => (value === true ? "yes" : "-"),
      rank: 1,
    },
    { key: "zone", title: "ZONE", about: "Zone", value: (it) => it.zone },
    { key: "id", title: "ID", about: "Lightsail's id of the entry", value: (it) => it.id },
  ],
};
