import { detachedText } from "./detached.ts";

const PAGE_BITS = 65_536;
const LARGEST = 2 ** 40;

/**
 * Ids, in little memory: whole numbers, as Neo4j and Memgraph give them, take about a bit each. Others
 * are kept as texts, of which JavaScript's own set holds 16 million.
 */
export class IdSet {
  readonly #pages = new Map<number, Uint32Array>();
  readonly #texts = new Set<string>();

  /** False if it was there. */
  add(id: string): boolean {
    const number = numberOf(id);
    if (number === null) {
      const before = this.#texts.size;
      return this.#texts.add(detachedText(id)).size > before;
    }
    const at = Math.floor(number / PAGE_BITS);
    let page = this.#pages.get(at);
    if (page === undefined) this.#pages.set(at, (page = new Uint32Array(PAGE_BITS / 32)));
    const bit = number % PAGE_BITS;
    const word = page[bit >>> 5] ?? 0;
    const mask = 1 << (bit & 31);
    if ((word & mask) !== 0) return false;
    page[bit >>> 5] = word | mask;
    return true;
  }

  has(id: string): boolean {
    const number = numberOf(id);
    if (number === null) return this.#texts.has(id);
    const word = this.#pages.get(Math.floor(number / PAGE_BITS))?.[(number % PAGE_BITS) >>> 5] ?? 0;
    return (word & (1 << (number % 32))) !== 0;
  }
}

/** Null for what is not written as a number is: `007` is another id than `7`. */
function numberOf(id: string): number | null {
  if (!/^(0|[1-9]\d{0,12})$/.test(id)) return null;
  const number = Number(id);
  return number < LARGEST ? number : null;
}
