import type { RedisNode } from "../../contracts/redis-control.ts";
import type { Item } from "./item.ts";
import type { ServerFacts } from "./server.ts";

/** Of a server that tells of no sizes, few values are read at once. */
const UNKNOWN = 64 << 10;

/** Bytes read at once that show that the average does not hold. */
const SURPRISE = 8 << 20;

/**
 * How large values are before they are read: that bounds what both the source and this process hold.
 * SCAN tells of keys in an order that is random, so that the average of all is that of every page.
 * It says nothing of keys that match a pattern; then, and after a surprise, each size is asked for.
 */
export class Sizes {
  readonly #average: number;
  #isAsked: boolean;

  constructor({ usedBytes, keys }: ServerFacts, match: string | undefined) {
    this.#average = usedBytes / Math.max(1, keys);
    this.#isAsked = match !== undefined || usedBytes === 0;
  }

  /** By the place among the keys. */
  async of(node: RedisNode, keys: readonly Buffer[]): Promise<(index: number) => number> {
    if (!this.#isAsked) return () => this.#average;
    const replies = await node.send(keys.map((key) => ["MEMORY", "USAGE", key, "SAMPLES", "1"]));
    return (index) => {
      const reply = replies[index];
      return typeof reply === "number" ? reply : UNKNOWN;
    };
  }

  learn(items: readonly Item[]): void {
    if (this.#isAsked) return;
    const bytes = items.reduce((sum, { payload }) => sum + payload.length, 0);
    this.#isAsked = bytes > SURPRISE;
  }
}
