import type { EnvironmentRecord } from "../airflow/record.ts";
import type { OperationRecord, ResourceRecord } from "./records.ts";

/** What one transaction changed of a region; a line of the region's file. */
export interface RegionPatch {
  /** The number of the write, which follows the one before. */
  revision: number;
  /** Last number given to a record. */
  sequence: number;
  /** Names of what was removed; removed before anything is put. */
  gone: string[];
  /** Records that are new or changed, whole. */
  put: ResourceRecord[];
  operations: OperationRecord[];
  /** All of Amazon MWAA, when any of them changed. */
  environments?: EnvironmentRecord[];
  /** Null when the peering ended; absent when nothing changed. */
  peeredVpc?: string | null;
}

/**
 * Watches what one transaction takes out of a region and puts into it. A record may be changed
 * in place by whoever took it out by its name, so that each is compared with what it was.
 */
export class Changes {
  readonly #before = new Map<ResourceRecord, string>();
  readonly #added = new Set<ResourceRecord>();
  readonly #gone = new Set<string>();
  readonly operations: OperationRecord[] = [];

  tookOut(record: ResourceRecord): void {
    if (this.#added.has(record) || this.#before.has(record)) return;
    this.#before.set(record, JSON.stringify(record));
  }

  added(record: ResourceRecord): void {
    // Again if it was removed in between, so that its place is the last.
    this.#added.delete(record);
    this.#added.add(record);
  }

  removed(record: ResourceRecord): void {
    this.#added.delete(record);
    this.#gone.add(record.name);
  }

  get gone(): string[] {
    return [...this.#gone];
  }

  /** What is to be written again: changed in its place first, then added, in their order. */
  put(isPresent: (record: ResourceRecord) => boolean): ResourceRecord[] {
    const changed = [...this.#before]
      .filter(([record, before]) => !this.#added.has(record) && JSON.stringify(record) !== before)
      .map(([record]) => record);
    return [...changed, ...this.#added].filter(isPresent);
  }
}
