import { describe, expect, test } from "vitest";
import { planBackup, wishOf } from "../../src/core/backup.ts";
import type { Instance, Snapshot } from "../../src/core/model.ts";
import { DEFAULT_RETENTION } from "../../src/core/retention.ts";
import { snapshotOf } from "../helpers/snapshot.ts";

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
  expect(wishOf({ tags })).toEqual(wish);
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
