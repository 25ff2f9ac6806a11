import type { Clock } from "../../src/core/clock.ts";

export interface FakeClock extends Clock {
  /** Moves the time on and wakes those whose sleep has ended, in order. */
  advance(ms: number): Promise<void>;
  /** Milliseconds of every sleep asked for. */
  readonly sleeps: readonly number[];
}

interface Sleeper {
  at: number;
  wake(): void;
}

/**
 * A clock that stands still until it is advanced. With `auto`, a sleep advances the time
 * itself and returns at once, so that polling loops run through without waiting.
 */
export function fakeClock(
  options: { now?: number | string | Date; auto?: boolean } = {},
): FakeClock {
  let now = new Date(options.now ?? "2026-01-15T12:00:00.000Z").getTime();
  const sleepers = new Set<Sleeper>();
  const sleeps: number[] = [];

  /** Lets everything that was woken run as far as it gets without time passing. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    sleeps,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      if (options.auto === true) {
        // Whole milliseconds, as the system tells them.
        now += Math.round(ms);
        await settle();
        signal?.throwIfAborted();
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const sleeper: Sleeper = {
          at: now + ms,
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        sleepers.add(sleeper);
      });
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = [...sleepers].filter((sleeper) => sleeper.at <= end);
        const next = due.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}
