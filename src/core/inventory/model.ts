import type { Text, Value, Variables } from "./values.ts";

/** The facts about a host besides its tags, by their names in `--filter`. */
export interface Facts {
  /** Where to reach it, set by a person; takes precedence over the addresses below. */
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

/** Lightsail itself, rather than a state or a file that describes it. */
export const THE_SERVICE = "lightsail";

/** A source of this kind either knows these, or knows that they are missing. */
export const ADDRESSES: readonly FactName[] = ["public_ip", "private_ip", "ipv6"];

/** A host in one source. */
export interface SourceHost {
  name: string;
  /** `lightsail`, `config`: shown in messages and in `quants_sources`. */
  source: string;
  facts: Facts;
  tags: ReadonlyMap<string, Text>;
  /** Groups requested by name; only a trusted source may name any. */
  groups: readonly string[];
  /** Set verbatim, overriding all others; only a trusted source has any. */
  variables: Variables;
}

export interface SourceReading {
  hosts: readonly SourceHost[];
  /** What was skipped; each text names it. */
  warnings: readonly string[];
  /** Unreadable entries that may be hosts, with their number. `warnings` names them too. */
  unread?: readonly string[];
  /** Variables of the group `all`. */
  variables?: Variables;
  /** Variables of every host of an environment, by its name. */
  environments?: ReadonlyMap<string, Variables>;
}

/** A source of hosts. `read` throws rather than omit hosts. */
export interface InventorySource {
  name: string;
  read(): Promise<SourceReading>;
}

/** A host as all its sources together know it. */
export interface MergedHost extends Omit<SourceHost, "source"> {
  sources: readonly string[];
}

export interface InventoryGroup {
  hosts: readonly string[];
  variables: Variables;
}

/** Ready to be written in any format. Hosts and groups are sorted, and their names are valid. */
export interface Inventory {
  hosts: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  groups: ReadonlyMap<string, InventoryGroup>;
  /** Variables of the group `all`. */
  variables: Variables;
}
