/** Those with the smallest digests: as good as drawn by lot, yet the same every time. */
export class Sampler<T> {
  readonly #size: number;
  #kept: { digest: Buffer; item: T }[] = [];
  #largest: Buffer | null = null;

  constructor(size: number) {
    this.#size = size;
  }

  /** Makes the item only if it is one of them so far. */
  offer(digest: Buffer, make: () => T): void {
    if (this.#largest !== null && digest.compare(this.#largest) >= 0) return;
    this.#kept.push({ digest, item: make() });
    if (this.#kept.length >= this.#size * 2) this.#trim();
  }

  items(): T[] {
    this.#trim();
    return this.#kept.map(({ item }) => item);
  }

  #trim(): void {
    this.#kept = this.#kept.toSorted((a, b) => a.digest.compare(b.digest)).slice(0, this.#size);
    if (this.#kept.length === this.#size) this.#largest = this.#kept.at(-1)?.digest ?? null;
  }
}
