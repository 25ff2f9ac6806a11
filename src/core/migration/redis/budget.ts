/** Lets work begin only while what is under way stays below a limit: that bounds memory. */
export class Budget {
  readonly #limit: number;
  #used = 0;
  readonly #waiting: { size: number; go: () => void }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when there is room; what is larger than all of it gets it alone. */
  async take(size: number): Promise<() => void> {
    const share = Math.min(size, this.#limit);
    if (this.#used + share > this.#limit || this.#waiting.length > 0) {
      await new Promise<void>((go) => this.#waiting.push({ size: share, go }));
    } else this.#used += share;
    return () => {
      this.#used -= share;
      this.#next();
    };
  }

  #next(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined || this.#used + first.size > this.#limit) return;
      this.#waiting.shift();
      this.#used += first.size;
      first.go();
    }
  }
}
