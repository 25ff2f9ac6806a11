import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCHEDULES, periodOf } from "../../../src/core/backups/period.ts";
import { planBackup, tagSchedule } from "../../../src/core/backups/backup.ts";
import type { Instance, Snapshot } from "../../../src/core/model.ts";
import { DEFAULT_RETENTION } from "../../../src/core/backups/retention.ts";
import { snapshotOf } from "../../helpers/snapshot.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-21T11:30:00Z");
const ARN = "arn:aws:lightsail:us-east-1:1:Instance/11111111-2222";
const NAME = "web-backup-hourly-2026112111";

const web = { name: "web", arn: ARN, region: "us-east-1" } as Instance;

const snapshot = (name: string, more: Partial<Snapshot> = {}): Snapshot =>
  snapshotOf({
    name,
    created_at: "2026-11-21T11:02:00.000Z",
    from_instance_arn: ARN,
    tags: { "quants-ctl:snapshot": "backup" },
    ...more,
  });

const plan = (all: Snapshot[], keep = DEFAULT_RETENTION): ReturnType<typeof planBackup> =>
  planBackup(web, "hourly", all, keep, NOW);

test.each([
  [{ Backup: "hourly" }, "hourly"],
  [{ Backup: " Daily" }, "daily"],
  [{ Backup: "none" }, "none"],
  [{}, "none"],
  [{ Backup: "often" }, { unknown: "often" }],
  [{ Backup: "" }, { unknown: "" }],
  [{ backup: "daily" }, "none"],
])("the tags %j ask for %j", (tags, wish) => {
  expect(tagSchedule({ tags })).toEqual(wish);
});

describe("what is due", () => {
  test("a period without a backup is", () => {
    expect(plan([])).toMatchObject({ due: true, snapshot: NAME, last_good: null });
    const before = snapshot("web-backup-hourly-2026112110", { created_at: "2026-11-21T10:02:00Z" });
    expect(plan([before])).toMatchObject({ due: true, last_good: before.name });
  });

  test("one that has, or is just getting it, is not", () => {
    expect(plan([snapshot(NAME)])).toMatchObject({ due: false, last_good: NAME });
    const pending = snapshot(NAME, { status: "pending" });
    expect(plan([pending])).toMatchObject({ due: false, last_good: null });
  });

  test("one whose backup failed is, and that goes first", () => {
    expect(plan([snapshot(NAME, { status: "error" })])).toMatchObject({ due: true, failed: NAME });
  });

  test("an instance in the place of another gets a backup of its own", () => {
    const former = snapshot(NAME, {
      from_instance_arn: "arn:aws:lightsail:us-east-1:1:Instance/old",
    });
    expect(plan([former])).toMatchObject({
      due: true,
      snapshot: `${NAME}-11111111`,
      last_good: null,
      prune: [],
    });
  });
});

describe("whose backup it is, whatever its whole name is (#11.44)", () => {
  const SUFFIXED = `${NAME}-11111111`;

  test("one with an id behind its name is the period's, with or without its neighbour", () => {
    const former = snapshot(NAME, {
      from_instance_arn: "arn:aws:lightsail:us-east-1:1:Instance/old",
    });
    const own = snapshot(SUFFIXED);
    expect(plan([former, own])).toMatchObject({ due: false, snapshot: SUFFIXED, prune: [] });
    expect(plan([own])).toMatchObject({ due: false, snapshot: SUFFIXED, prune: [] });
  });

  test("one of another schedule or period is not", () => {
    expect(plan([snapshot("web-backup-daily-20261121")])).toMatchObject({ due: true });
    expect(plan([snapshot("web-backup-hourly-2026112110-11111111")])).toMatchObject({ due: true });
  });

  test("where no ARN is known, one from before the instance was made is another's", () => {
    const young = { ...web, created_at: "2026-11-21T11:10:00.000Z" };
    const earlier = snapshot(NAME, { from_instance_arn: null });
    const later = { ...earlier, created_at: "2026-11-21T11:20:00.000Z" };
    expect(planBackup(young, "hourly", [earlier], DEFAULT_RETENTION, NOW)).toMatchObject({
      due: true,
      last_good: null,
    });
    expect(planBackup(young, "hourly", [later], DEFAULT_RETENTION, NOW)).toMatchObject({
      due: false,
    });
  });

  test("what failed of that name, and was not made by `backup`, is not removed for it", () => {
    const failed = snapshot(NAME, { status: "error", tags: {} });
    expect(plan([failed])).toMatchObject({ due: true, failed: null, prune: [] });
  });
});

describe("what is pruned", () => {
  const nothing = { hourly: 0, daily: 0, weekly: 0 };
  const older = (name: string, more: Partial<Snapshot> = {}): Snapshot =>
    snapshot(name, { created_at: "2026-10-01T00:00:00.000Z", ...more });

  test("is what `backup` made, and no other", () => {
    const all = [
      snapshot(NAME),
      older("web-backup-daily-20261001"),
      older("web-backup-daily-20261001-mine"),
      older("web-backup-hourly-2026100100", { tags: {} }),
      older("web-manual", { tags: { "quants-ctl:snapshot": "backup" } }),
      older("web-2-backup-daily-20261001"),
      older("web-backup-weekly-2026w40", { instance: "db" }),
      older("web-backup-weekly-2026w39", { from_instance_arn: "arn:old/old" }),
    ];
    expect(plan(all, nothing).prune).toEqual(["web-backup-daily-20261001"]);
  });

  test("is never the last good one, though a newer one is pending", () => {
    const all = [snapshot(NAME, { status: "pending" }), older("web-backup-daily-20261001")];
    expect(plan(all, nothing)).toMatchObject({ last_good: "web-backup-daily-20261001", prune: [] });
  });
});

/** Any of those that there may be of `web`: its own and a namesake's, by `backup` and by hand. */
const snapshots: fc.Arbitrary<Snapshot[]> = fc.uniqueArray(
  fc
    .record({
      age: fc.integer({ min: 0, max: 24 * 40 }),
      schedule: fc.constantFrom(...SCHEDULES),
      suffix: fc.constantFrom("", "", "", "-11111111"),
      status: fc.constantFrom("available", "available", "available", "pending", "error"),
      arn: fc.constantFrom(ARN, ARN, ARN, "arn:aws:lightsail:us-east-1:1:Instance/old", null),
      purpose: fc.constantFrom("backup", "backup", "backup", "manual"),
    })
    .map(({ age, schedule, suffix, status, arn, purpose }) => {
      const at = NOW - age * HOUR - 60_000;
      return snapshot(`web-backup-${schedule}-${periodOf(schedule, at)}${suffix}`, {
        created_at: new Date(at).toISOString(),
        status,
        from_instance_arn: arn,
        tags: { "quants-ctl:snapshot": purpose },
      });
    }),
  { maxLength: 50, selector: ({ name }) => name },
);
const number = fc.integer({ min: 0, max: 8 });

test("what is announced is what is pruned once the backup that is due is made (#11.42)", () => {
  fc.assert(
    fc.property(
      snapshots,
      fc.constantFrom(...SCHEDULES),
      fc.record({ hourly: number, daily: number, weekly: number }),
      fc.constantFrom("available", "pending"),
      (all, schedule, keep, making) => {
        const announced = planBackup(web, schedule, all, keep, NOW, making);
        const made = snapshot(announced.snapshot, {
          created_at: new Date(NOW + 1_000).toISOString(),
          status: making,
        });
        const after = announced.due
          ? [...all.filter(({ name }) => name !== announced.failed), made]
          : all;
        const carriedOut = planBackup(web, schedule, after, keep, NOW + 20 * 60_000);
        expect(announced.prune.toSorted()).toEqual(carriedOut.prune.toSorted());
        expect(carriedOut.due).toBe(false);
      },
    ),
    { seed: 42, numRuns: 500 },
  );
});
