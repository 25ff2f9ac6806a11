import type { RedisControl, RedisEndpoint, RedisNode } from "../../contracts/redis-control.ts";
import { QuantsError } from "../../errors.ts";
import { addressOf } from "./endpoint.ts";
import { ask, listOf, numberOf, textOf } from "./replies.ts";
import { type ServerFacts, serverFacts } from "./server.ts";
import { slotOf } from "./slot.ts";

const SLOTS = 16_384;

/** One server that holds keys of its own. */
export interface Primary {
  node: RedisNode;
  facts: ServerFacts;
}

interface StoreOptions {
  control: RedisControl;
  endpoint: RedisEndpoint;
  readOnly: boolean;
  signal: AbortSignal;
}

/** A single server, or all primaries of a cluster: which of the two it is, the server says. */
export class RedisStore {
  readonly address: string;
  readonly isCluster: boolean;
  readonly database: number;
  readonly #options: StoreOptions;
  #primaries: readonly Primary[] = [];
  /** By slot, for a cluster. */
  #owners: Primary[] = [];

  private constructor(options: StoreOptions, isCluster: boolean) {
    this.#options = options;
    this.address = addressOf(options.endpoint);
    this.database = options.endpoint.database;
    this.isCluster = isCluster;
  }

  static async open(options: StoreOptions): Promise<RedisStore> {
    const first = await connected(options, options.endpoint);
    const store = new RedisStore(options, first.facts.isCluster);
    if (store.isCluster) await store.#findPrimaries(first.node).finally(() => first.node.close());
    else store.#primaries = [first];
    return store;
  }

  get primaries(): readonly Primary[] {
    return this.#primaries;
  }

  /** The server that has, or is to have, the key. */
  ownerOf(key: Buffer): Primary {
    const owner = this.isCluster ? this.#owners[slotOf(key)] : this.#primaries[0];
    if (owner === undefined) throw uncovered(this.address);
    return owner;
  }

  get keys(): number {
    return this.#primaries.reduce((sum, { facts }) => sum + facts.keys, 0);
  }

  /** Connects anew to all that there is now: after a lost connection, or when keys have moved. */
  async refresh(): Promise<void> {
    this.close();
    const fresh = await RedisStore.open(this.#options);
    this.#primaries = fresh.#primaries;
    this.#owners = fresh.#owners;
  }

  close(): void {
    for (const { node } of this.#primaries) node.close();
  }

  async #findPrimaries(seed: RedisNode): Promise<void> {
    const { endpoint } = this.#options;
    const ranges = listOf(await ask(seed, "CLUSTER", "SLOTS")).map((range) => {
      const [first, last, primary] = listOf(range);
      const [host, port] = listOf(primary);
      return {
        first: numberOf(first),
        last: numberOf(last),
        // A node that does not know its own address is the one that was asked.
        host: textOf(host) || endpoint.host,
        port: numberOf(port),
      };
    });
    const known = new Map<string, Primary>();
    try {
      for (const { first, last, host, port } of ranges) {
        const key = `${host}:${port}`;
        let primary = known.get(key);
        if (primary === undefined) {
          primary = await connected(this.#options, { ...endpoint, host, port });
          known.set(key, primary);
        }
        for (let slot = first; slot <= last; slot += 1) this.#owners[slot] = primary;
      }
    } catch (error) {
      for (const { node } of known.values()) node.close();
      throw error;
    }
    this.#primaries = [...known.values()];
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (this.#owners[slot] === undefined) throw uncovered(this.address);
    }
  }
}

/** A connection that nobody closes would keep the program from ending. */
async function connected(
  { control, readOnly, signal }: StoreOptions,
  endpoint: RedisEndpoint,
): Promise<Primary> {
  const node = await control.connect(endpoint, { readOnly, signal });
  try {
    return { node, facts: await serverFacts(node) };
  } catch (error) {
    node.close();
    throw error;
  }
}

function uncovered(address: string): QuantsError {
  return new QuantsError(
    "invalid_state",
    `The cluster at ${address} has slots that no server serves.`,
    {
      hint: "Repair it first; `redis-cli --cluster check` shows which.",
      resource: address,
    },
  );
}
