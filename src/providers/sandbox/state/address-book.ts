import { join } from "node:path";
import { type AddressPool, parsePool } from "../addresses.ts";
import { stateConflict } from "../protocol/service-error.ts";
import { FORMAT_VERSION, readJson } from "./json-file.ts";
import type { RegionState } from "./region-state.ts";
import { writeState } from "./write-state.ts";

interface AddressFile {
  version: number;
  /** For each pool: how many addresses were ever taken from it. */
  taken: Record<string, number>;
}

/**
 * Hands out public IPv4 addresses, unique over all regions. The count only grows, so a
 * released address comes back last; until the pool has gone round once no look at the
 * other regions is needed.
 */
export class AddressBook {
  readonly #path: string;
  readonly #pool: AddressPool;
  readonly #states: () => readonly RegionState[];
  #file: AddressFile | undefined;
  #inUse: Set<string> | undefined;
  #changed = false;

  constructor(directory: string, pool: string | undefined, states: () => readonly RegionState[]) {
    this.#path = join(directory, "addresses.json");
    this.#pool = parsePool(pool);
    this.#states = states;
  }

  take(): string {
    const file = this.#load();
    const { size, key } = this.#pool;
    for (let tries = 0; tries < size; tries += 1) {
      const taken = file.taken[key] ?? 0;
      const address = this.#pool.at(taken % size);
      file.taken[key] = taken + 1;
      this.#changed = true;
      // Another pool may hold the same addresses.
      if (taken < size && Object.keys(file.taken).length === 1) return address;
      this.#inUse ??= this.#collect();
      if (this.#inUse.has(address)) continue;
      this.#inUse.add(address);
      return address;
    }
    throw stateConflict(`The sandbox's address pool is used up: ${key}`);
  }

  save(): void {
    if (this.#file !== undefined && this.#changed) {
      writeState(this.#path, JSON.stringify(this.#file));
    }
  }

  #load(): AddressFile {
    this.#file ??= readJson<AddressFile>(
      this.#path,
      (value) => typeof value.taken === "object" && value.taken !== null,
    ) ?? { version: FORMAT_VERSION, taken: {} };
    return this.#file;
  }

  #collect(): Set<string> {
    const inUse = new Set<string>();
    for (const state of this.#states()) {
      for (const record of state.all()) {
        if (record.resourceType === "StaticIp") inUse.add(record.ipAddress);
        if (record.resourceType === "Instance" && record.dynamicIp !== undefined) {
          inUse.add(record.dynamicIp);
        }
      }
    }
    return inUse;
  }
}
