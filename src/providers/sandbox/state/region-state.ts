import type { EnvironmentRecord } from "../airflow/record.ts";
import { notFound } from "../protocol/service-error.ts";
import { Changes, type RegionPatch } from "./changes.ts";
import type { OperationRecord, RecordOf, ResourceRecord, ResourceType } from "./records.ts";

/** What the first line of a region's file holds; each line after it is a RegionPatch. */
export interface RegionFile {
  version: number;
  /** Sixteen random hex digits, other ones each time; absent in files of versions that had none. */
  generation?: string;
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
 * Within a transaction, a record that was found by its name or by `listWhere` may be changed in
 * place; adding an operation or `touch` has it written back. Those of `list` are only to be read.
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
  #changes: Changes | undefined;
  #environmentsBefore = "";
  #peeredBefore: string | undefined;

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

  toFile(version: number, generation: string): RegionFile {
    return {
      version,
      generation,
      region: this.region,
      revision: this.revision,
      sequence: this.#sequence,
      resources: [...this.#resources.values()],
      operations: this.#operations,
      environments: [...this.environments.values()],
      ...(this.peeredVpc !== undefined && { peeredVpc: this.peeredVpc }),
    };
  }

  /** Watches what changes from here on. */
  begin(): void {
    this.#changes = new Changes();
    this.#environmentsBefore = this.#environmentsText();
    this.#peeredBefore = this.peeredVpc;
    this.changed = false;
  }

  /** What changed since `begin`, as the next write; undefined when nothing did. */
  commit(): RegionPatch | undefined {
    const changes = this.#changes;
    this.#changes = undefined;
    if (changes === undefined || !this.changed) return undefined;
    this.revision += 1;
    this.changed = false;
    return {
      revision: this.revision,
      sequence: this.#sequence,
      gone: changes.gone,
      put: changes.put((record) => this.#resources.get(record.name) === record),
      operations: changes.operations,
      ...(this.#environmentsText() !== this.#environmentsBefore && {
        environments: [...this.environments.values()],
      }),
      ...(this.peeredVpc !== this.#peeredBefore && { peeredVpc: this.peeredVpc ?? null }),
    };
  }

  /** Does what another process, or an earlier one, did. */
  apply(patch: RegionPatch): void {
    for (const name of patch.gone) {
      const record = this.#resources.get(name);
      if (record !== undefined) this.remove(record);
    }
    for (const record of patch.put) this.add(record);
    for (const operation of patch.operations) this.addOperation(operation);
    if (patch.environments !== undefined) {
      this.environments.clear();
      for (const it of patch.environments) this.environments.set(it.name, it);
    }
    if (patch.peeredVpc !== undefined) this.peeredVpc = patch.peeredVpc ?? undefined;
    this.#sequence = patch.sequence;
    this.revision = patch.revision;
    this.changed = false;
  }

  #environmentsText(): string {
    return this.environments.size === 0 ? "" : JSON.stringify([...this.environments.values()]);
  }

  has(name: string): boolean {
    return this.#resources.has(name);
  }

  find<T extends ResourceType>(type: T, name: string): RecordOf<T> | undefined {
    const record = this.any(name);
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
    const record = this.#resources.get(name);
    if (record !== undefined) this.#changes?.tookOut(record);
    return record;
  }

  /** Those of a type that `isMeant`, in order of creation. */
  listWhere<T extends ResourceType>(
    type: T,
    isMeant: (record: Readonly<RecordOf<T>>) => boolean,
  ): RecordOf<T>[] {
    const found = (this.list(type) as readonly RecordOf<T>[]).filter(isMeant);
    for (const record of found) this.#changes?.tookOut(record);
    return found;
  }

  /** All of one type in order of creation; the same array until something is added or removed. */
  list<T extends ResourceType>(type: T): readonly Readonly<RecordOf<T>>[] {
    let list = this.#lists.get(type);
    if (list === undefined) {
      list = [...this.#resources.values()].filter((record) => record.resourceType === type);
      this.#lists.set(type, list);
    }
    return list as readonly RecordOf<T>[];
  }

  all(): IterableIterator<Readonly<ResourceRecord>> {
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
    this.#changes?.added(record);
    this.#resources.set(record.name, record);
    this.#lists.delete(record.resourceType);
    this.changed = true;
  }

  remove(record: ResourceRecord): void {
    this.#changes?.removed(record);
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
    this.#changes?.operations.push(operation);
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
