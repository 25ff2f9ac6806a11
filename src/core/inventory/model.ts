import type { Text, Value, Variables } from "./values.ts";

/** What is known of a host besides its tags, by the name that `--filter` calls it. */
export interface Facts {
  /** Where to reach it, said by a person; wins over the addresses below. */
  address?: Text;
  public_ip?: Text;
  private_ip?: Text;
  ipv6?: Text;
  user?: Text;
  port?: number;
  status?: Text;
  region?: Text;
  availability_zone?: Text;
  bundle_id?: Text;
  blueprint_id?: Text;
}

export type FactName = keyof Facts;

/** Lightsail itself, and not a state or a file that tells of it. */
export const THE_SERVICE = "lightsail";

/** What a source of its kind either knows or knows to be missing. */
export const ADDRESSES: readonly FactName[] = ["public_ip", "private_ip", "ipv6"];

/** A host as one source knows it. */
export interface SourceHost {
  name: string;
  /** `lightsail`, `config`: shown in messages and in `quants_sources`. */
  source: string;
  facts: Facts;
  tags: ReadonlyMap<string, Text>;
  /** Groups asked for by name; only a trusted source names any. */
  groups: readonly string[];
  /** Set as they are, over all others; only a trusted source has any. */
  variables: Variables;
}

export interface SourceReading {
  hosts: readonly SourceHost[];
  /** What could not be taken over, each naming the thing. */
  warnings: readonly string[];
  /** Things that may be hosts, and could not be read: how many of what. `warnings` names them too. */
  unread?: readonly string[];
  /** Variables of the group `all`. */
  variables?: Variables;
  /** Variables of every host of an environment, by its name. */
  environments?: ReadonlyMap<string, Variables>;
}

/** Where hosts come from. `read` throws rather than leave hosts out. */
export interface InventorySource {
  name: string;
  read(): Promise<SourceReading>;
}

/** A host as its sources know it together. */
export interface MergedHost extends Omit<SourceHost, "source"> {
  sources: readonly string[];
}

export interface InventoryGroup {
  hosts: readonly string[];
  variables: Variables;
}

/** Ready to be written in any form. Hosts and groups are sorted, names are allowed ones. */
export interface Inventory {
  hosts: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  groups: ReadonlyMap<string, InventoryGroup>;
  /** Of the group `all`. */
  variables: Variables;
}
