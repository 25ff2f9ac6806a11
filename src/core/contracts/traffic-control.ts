import type { CallOptions } from "../infra-manager.ts";

/** A public or private zone of DNS. */
export interface HostedZone {
  id: string;
  /** Without the dot at its end. */
  name: string;
}

/** One of several records of a name and type among which queries are shared out by weight. */
export interface WeightedRecord {
  type: string;
  set_identifier: string;
  /** 0 to 255. A record's share is its weight among all weights. */
  weight: number;
  /** Seconds; null for an alias, whose time to live its target decides. */
  ttl: number | null;
  /** Where it leads: the alias's name, or its values. */
  targets: readonly string[];
}

export interface WeightChange {
  record: WeightedRecord;
  weight: number;
}

type Call = CallOptions & { resource?: string };

/** Weighted records of DNS. A name is without the dot at its end. */
export interface DnsControl {
  /** The zone with the longest name that `record` ends in, or the one given by id or name. */
  findZone(record: string, given: string | undefined, call?: Call): Promise<HostedZone>;
  /** All weighted records of the name, of every type. */
  weightedRecords(zone: HostedZone, name: string, call?: Call): Promise<WeightedRecord[]>;
  /**
   * Changes weights, all of them or none, and leaves all else of the records as it is now.
   * Resolves with the id of the change.
   */
  setWeights(
    zone: HostedZone,
    name: string,
    changes: readonly WeightChange[],
    call?: Call,
  ): Promise<string>;
  /** Whether every name server answers with the change. */
  isInSync(change: string, call?: Call): Promise<boolean>;
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmControl {
  /** The state of each alarm that exists, by name. */
  states(names: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, AlarmState>>;
}

export interface HealthRequest {
  url: string;
  /** Where the connection is made to, instead of the URL's host. */
  connectTo?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Null when the target answers with a status of 2xx within five seconds; else what is wrong. */
export type HealthProbe = (request: HealthRequest) => Promise<string | null>;
