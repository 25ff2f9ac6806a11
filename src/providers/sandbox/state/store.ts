import { join } from "node:path";
import { REGIONS } from "../catalogue/regions.ts";
import { AddressBook } from "./address-book.ts";
import { lookAt, signature } from "./json-file.ts";
import { withLock } from "./lock.ts";
import { type Position, readOn, readRegion, writeRegion } from "./region-log.ts";
import { RegionState } from "./region-state.ts";

/** What a mutation may use beside the region's state. */
export interface Transaction {
  readonly state: RegionState;
  readonly addresses: AddressBook;
}

interface Cached {
  signature: string;
  state: RegionState;
  /** Undefined when there is no file. */
  position: Position | undefined;
}

/**
 * The state on disk, one file for each region. Reads take no lock: a file is replaced whole,
 * or grows by whole lines, and is read again, or on, only when it changed.
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
    return this.#read(region).state;
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
      const { state, position } = this.#read(region);
      const addresses = new AddressBook(this.directory, this.#addressPool, () =>
        REGIONS.map(({ name }) => (name === region ? state : this.read(name))),
      );
      try {
        state.begin();
        const result = mutate({ state, addresses });
        assertHeld();
        // First the addresses: whatever happens between the two, none is given out twice.
        addresses.save();
        this.#save(state, position);
        return result;
      } catch (error) {
        this.#cache.delete(region);
        throw error;
      }
    });
  }

  #read(region: string): Cached {
    const path = this.pathOf(region);
    // The signature is older than the content at worst, which costs one more reading.
    const found = signature(path);
    const cached = this.#cache.get(region);
    if (cached?.signature === found) return cached;
    // Reading on that fails half-way leaves a state of no moment.
    this.#cache.delete(region);
    const fresh =
      found === "" ? undefined : (this.#readOn(path, cached) ?? readRegion(path, region));
    const entry = {
      signature: found,
      ...(fresh ?? { state: RegionState.empty(region), position: undefined }),
    };
    this.#cache.set(region, entry);
    return entry;
  }

  #readOn(path: string, cached: Cached | undefined): Omit<Cached, "signature"> | undefined {
    if (cached?.position === undefined) return undefined;
    const position = readOn(path, cached.state, cached.position);
    return position && { state: cached.state, position };
  }

  #save(state: RegionState, before: Position | undefined): void {
    const patch = state.commit();
    if (patch === undefined) return;
    const path = this.pathOf(state.region);
    const position = writeRegion(path, state, patch, before, lookAt(path).size);
    const found = lookAt(path);
    // Another, whose lock was taken for dead, wrote at the same time: the file alone tells what counts.
    if (found.size !== position.end) this.#cache.delete(state.region);
    else this.#cache.set(state.region, { signature: found.signature, state, position });
  }
}
