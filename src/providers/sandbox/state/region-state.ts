import type { EnvironmentRecord } from "../airflow/record.ts";
import { notFound } from "../protocol/service-error.ts";
import type { OperationRecord, RecordOf, ResourceRecord, ResourceType } from "./records.ts";

/** What a region's file holds. */
export interface RegionFile {
  version: number;
  region: string;
  /** Counts writes. */
  revision: number;
  /** Last number given to a record. */
  sequence: number;
  resources: ResourceRecord[];
  operations: OperationRecord[];
  /** Of Amazon MWAA; absent in files of versions that had none. */
  environments?: EnvironmentRecord[];
  /** Id of the peered default VPC; absent when there is no peering. */
  peeredVpc?: string;
}

/** Finished operations beyond this many are forgotten, oldest first. */
const OPERATIONS_KEPT = 2_000;

/**
 * One region in memory. One map for all resource types, as names share one namespace.
 *
 * A record may be changed in place; adding an operation or `touch` has it written back.
 */
export class RegionState {
  readonly region: string;
  revision: number;
  changed = false;
  /** Of Amazon MWAA, by name: Lightsail's names are others. */
  readonly environments: Map<string, EnvironmentRecord>;
  /** Id of the peered default VPC. */
  peeredVpc: string | undefined;
  #sequence: number;
  readonly #resources: Map<string, ResourceRecord>;
  readonly #operations: OperationRecord[];
  readonly #lists = new Map<ResourceType, readonly ResourceRecord[]>();

  constructor(file: Omit<RegionFile, "version">) {
    this.region = file.region;
    this.revision = file.revision;
    this.#sequence = file.sequence;
    this.#resources = new Map(file.resources.map((record) => [record.name, record]));
    this.#operations = file.operations;
    this.peeredVpc = file.peeredVpc;
    this.environments = new Map((file.environments ?? []).map((it) => [it.name, it]));
  }

  static empty(region: string): RegionState {
    return new RegionState({ region, revision: 0, sequence: 0, resources: [], operations: [] });
  }

  toFile(version: number): RegionFile {
    return {
      version,
      region: this.region,
      revision: this.revision,
      sequence: this.#sequence,
      resources: [...this.#resources.values()],
      operations: this.#operations,
      environments: [...this.environments.values()],
      ...(this.peeredVpc !== undefined && { peeredVpc: this.peeredVpc }),
    };
  }

  has(name: string): boolean {
    return this.#resources.has(name);
  }

  find<T extends ResourceType>(type: T, name: string): RecordOf<T> | undefined {
    const record = this.#resources.get(name);
    return record?.resourceType === type ? (record as RecordOf<T>) : undefined;
  }

  /** The record, or the service's own "does not exist". */
  get<T extends ResourceType>(type: T, name: string): RecordOf<T> {
    const record = this.find(type, name);
    if (record === undefined) throw notFound(type, name);
    return record;
  }

  /** Whatever bears the name. */
  any(name: string): ResourceRecord | undefined {
    return this.#resources.get(name);
  }

  /** All of one type in order of creation; the same array until something is added or removed. */
  list<T extends ResourceType>(type: T): readonly RecordOf<T>[] {
    let list = this.#lists.get(type);
    if (list === undefined) {
      list = [...this.#resources.values()].filter((record) => record.resourceType === type);
      this.#lists.set(type, list);
    }
    return list as readonly RecordOf<T>[];
  }

  all(): IterableIterator<ResourceRecord> {
    return this.#resources.values();
  }

  get operations(): readonly OperationRecord[] {
    return this.#operations;
  }

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  add(record: ResourceRecord): void {
    this.#resources.set(record.name, record);
    this.#lists.delete(record.resourceType);
    this.changed = true;
  }

  remove(record: ResourceRecord): void {
    this.#resources.delete(record.name);
    this.#lists.delete(record.resourceType);
    this.changed = true;
  }

  /** Drops what was being deleted and is gone by now. */
  dropDeleted(now: number): void {
    for (const record of this.list("ContainerService")) {
      const { during, until } = record.transition;
      if (during === "DELETING" && now >= until) this.remove(record);
    }
  }

  touch(): void {
    this.changed = true;
  }

  addOperation(operation: OperationRecord): void {
    this.#operations.push(operation);
    const surplus = this.#operations.length - OPERATIONS_KEPT;
    if (surplus > 0) {
      const oldest = this.#operations.splice(0, surplus);
      const pending = oldest.filter((record) => record.doneAt > operation.createdAt);
      this.#operations.unshift(...pending);
    }
    this.changed = true;
  }
}
