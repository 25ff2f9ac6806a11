import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCHEDULES } from "../../../src/core/backups/period.ts";
import {
  DEFAULT_RETENTION,
  type Kept,
  type Retention,
  expired,
} from "../../../src/core/backups/retention.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-01-01T00:00:00Z");

const backups: fc.Arbitrary<Kept[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 24 * 90 * 60 }),
      schedule: fc.constantFrom(...SCHEDULES),
      state: fc.constantFrom(
        "good" as const,
        "good" as const,
        "pending" as const,
        "failed" as const,
      ),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    list.map(({ at, schedule, state }, index) => ({
      name: `b-${index}`,
      created_at: new Date(START + at * 60_000).toISOString(),
      schedule,
      state,
    })),
  );

const count = fc.integer({ min: 0, max: 30 });
const retention: fc.Arbitrary<Retention> = fc.record({
  hourly: count,
  daily: count,
  weekly: count,
});

const without = (all: readonly Kept[], names: readonly string[]): Kept[] =>
  all.filter(({ name }) => !names.includes(name));
const good = (all: readonly Kept[]): Kept[] => all.filter(({ state }) => state === "good");
const newest = (all: readonly Kept[]): string =>
  good(all)
    .map((it) => it.created_at)
    .toSorted()
    .at(-1) ?? "none";

describe("whatever there is and whatever is to be kept", () => {
  test("the newest good one is never deleted, nor is one that is pending", () => {
    fc.assert(
      fc.property(backups, retention, (all, keep) => {
        const left = without(all, expired(all, keep));
        expect(newest(left)).toBe(newest(all));
        expect(left.filter((it) => it.state === "pending")).toEqual(
          all.filter((it) => it.state === "pending"),
        );
      }),
    );
  });

  test("a second time deletes nothing more", () => {
    fc.assert(
      fc.property(backups, retention, (all, keep) => {
        expect(expired(without(all, expired(all, keep)), keep)).toEqual([]);
      }),
    );
  });

  test("keeping more deletes nothing that keeping less did not", () => {
    fc.assert(
      fc.property(backups, retention, retention, (all, keep, more) => {
        const larger = {
          hourly: keep.hourly + more.hourly,
          daily: keep.daily + more.daily,
          weekly: keep.weekly + more.weekly,
        };
        const deleted = new Set(expired(all, keep));
        expect(expired(all, larger).filter((name) => !deleted.has(name))).toEqual([]);
      }),
    );
  });

  test("the order of the list does not matter", () => {
    fc.assert(
      fc.property(backups, retention, (all, keep) => {
        expect(expired(all.toReversed(), keep).toSorted()).toEqual(expired(all, keep).toSorted());
      }),
    );
  });

  test("what is pending or failed keeps no good one from being kept", () => {
    fc.assert(
      fc.property(backups, retention, (all, keep) => {
        const names = new Set(good(all).map(({ name }) => name));
        const expiredGood = expired(all, keep).filter((name) => names.has(name));
        expect(expiredGood.toSorted()).toEqual(expired(good(all), keep).toSorted());
      }),
    );
  });
});

function everyHour(hours: number, schedule: Kept["schedule"], step: number): Kept[] {
  return Array.from({ length: hours / step }, (_, index) => ({
    name: `${index * step}`,
    created_at: new Date(START + index * step * HOUR).toISOString(),
    schedule,
    state: "good" as const,
  }));
}

describe("in numbers", () => {
  test("hourly backups of sixty days leave a day of hours, a week of days, a month of weeks", () => {
    const all = everyHour(24 * 60, "hourly", 1);
    const left = without(all, expired(all, DEFAULT_RETENTION));
    // The newest hour is the newest of its day and week as well.
    expect(
      left
        .map(({ created_at }) => created_at.slice(0, 13))
        .filter((it) => !it.startsWith("2026-03-01")),
    ).toEqual([
      "2026-02-08T23",
      "2026-02-15T23",
      "2026-02-22T23",
      "2026-02-23T23",
      "2026-02-24T23",
      "2026-02-25T23",
      "2026-02-26T23",
      "2026-02-27T23",
      "2026-02-28T23",
    ]);
    expect(left).toHaveLength(24 + 9);
  });

  test("daily backups don't count as hours, nor weekly ones as days", () => {
    const daily = everyHour(24 * 30, "daily", 24);
    expect(without(daily, expired(daily, { hourly: 24, daily: 7, weekly: 0 }))).toHaveLength(7);
    const weekly = everyHour(24 * 7 * 20, "weekly", 24 * 7);
    expect(without(weekly, expired(weekly, DEFAULT_RETENTION))).toHaveLength(4);
  });

  test("keeping nothing keeps the last good one", () => {
    const all = everyHour(48, "hourly", 1);
    expect(without(all, expired(all, { hourly: 0, daily: 0, weekly: 0 }))).toEqual([all.at(-1)]);
  });
});
