import { join } from "node:path";
import { REGIONS } from "../catalogue/regions.ts";
import { AddressBook } from "./address-book.ts";
import { isEnvironment, isOperation, isResource } from "./check-records.ts";
import { FORMAT_VERSION, readJson, signature } from "./json-file.ts";
import { withLock } from "./lock.ts";
import { type RegionFile, RegionState } from "./region-state.ts";
import { writeState } from "./write-state.ts";

/** What a mutation may use beside the region's state. */
export interface Transaction {
  readonly state: RegionState;
  readonly addresses: AddressBook;
}

interface Cached {
  signature: string;
  state: RegionState;
}

/**
 * The state on disk, one file for each region. Reads take no lock: a file is replaced
 * whole, and read again only when it changed.
 */
export class Store {
  readonly directory: string;
  readonly #addressPool: string | undefined;
  readonly #cache = new Map<string, Cached>();

  constructor(directory: string, addressPool?: string) {
    this.directory = directory;
    this.#addressPool = addressPool;
  }

  pathOf(region: string): string {
    return join(this.directory, `${region}.json`);
  }

  read(region: string): RegionState {
    const path = this.pathOf(region);
    const found = signature(path);
    const cached = this.#cache.get(region);
    if (cached?.signature === found) return cached.state;
    // The signature is older than the content at worst, which costs one more reading.
    const file = readJson<RegionFile>(path, (value) => isRegionFile(value, region));
    const state = file === undefined ? RegionState.empty(region) : new RegionState(file);
    this.#cache.set(region, { signature: found, state });
    return state;
  }

  /** Regions that have a file. */
  regions(): string[] {
    return REGIONS.map((region) => region.name).filter(
      (region) => signature(this.pathOf(region)) !== "",
    );
  }

  /**
   * Runs `mutate` alone among all processes and writes what it changed. When it throws,
   * nothing is written and what it did in memory is forgotten.
   */
  write<T>(region: string, mutate: (transaction: Transaction) => T): Promise<T> {
    return withLock(this.directory, (assertHeld) => {
      const state = this.read(region);
      const addresses = new AddressBook(this.directory, this.#addressPool, () =>
        REGIONS.map(({ name }) => (name === region ? state : this.read(name))),
      );
      try {
        const result = mutate({ state, addresses });
        assertHeld();
        // First the addresses: whatever happens between the two, none is given out twice.
        addresses.save();
        if (state.changed) this.#save(state);
        return result;
      } catch (error) {
        this.#cache.delete(region);
        throw error;
      }
    });
  }

  #save(state: RegionState): void {
    const path = this.pathOf(state.region);
    state.revision += 1;
    state.changed = false;
    // Writes within one tick of the file system's clock may reuse an inode; the padding
    // keeps their sizes apart, so that `signature` tells them apart.
    const padding = "\n".repeat(1 + (state.revision % 16));
    writeState(path, JSON.stringify(state.toFile(FORMAT_VERSION)) + padding);
    this.#cache.set(state.region, { signature: signature(path), state });
  }
}

function isRegionFile(file: RegionFile, region: string): boolean {
  return (
    file.region === region &&
    Number.isInteger(file.revision) &&
    Number.isInteger(file.sequence) &&
    Array.isArray(file.operations) &&
    Array.isArray(file.resources) &&
    file.operations.every(isOperation) &&
    file.resources.every(isResource) &&
    (file.environments === undefined ||
      (Array.isArray(file.environments) && file.environments.every(isEnvironment)))
  );
}
