import { describe, expect, test } from "vitest";
import type { Disk, DiskSnapshot, Instance, Snapshot } from "../../../src/core/model.ts";
import { type WasteLine, wasteOf } from "../../../src/core/cost/waste.ts";
import { snapshotOf } from "../../helpers/snapshot.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-06-01T00:00:00Z");
const ARN = "arn:aws:lightsail:us-east-1:123456789012:Instance/1";

const snapshot = (more: Partial<Snapshot>): Snapshot =>
  snapshotOf({
    instance: "web-1",
    created_at: new Date(NOW - DAY_MS).toISOString(),
    from_instance_arn: ARN,
    from_region: "us-east-1",
    ...more,
  });

const web = { name: "web-1", region: "us-east-1", status: "running", tags: {} } as Instance;

function waste(
  snapshots: Snapshot[],
  { regions, instances = [web] }: { regions: string[]; instances?: Instance[] },
): Pick<WasteLine, "kind" | "reason">[] {
  const holdings = { instances, snapshots, staticIps: [], disks: [], diskSnapshots: [] };
  return wasteOf(holdings, { now: NOW, olderThanMs: 30 * DAY_MS, regions }).map(
    ({ kind, reason }) => ({ kind, reason }),
  );
}

describe("a snapshot that was copied to another region", () => {
  const copy = snapshot({ region: "eu-west-1" });

  test("is no orphan while the instance that it came from is there", () => {
    expect(waste([copy], { regions: ["us-east-1", "eu-west-1"] })).toEqual([]);
  });

  test("is none when that region was not asked", () => {
    expect(waste([copy], { regions: ["eu-west-1"], instances: [] })).toEqual([]);
  });

  test("is one when the instance is gone there", () => {
    const found = waste([copy], { regions: ["us-east-1", "eu-west-1"], instances: [] });
    expect(found).toEqual([
      {
        kind: "orphaned_snapshot",
        reason: "there is no instance web-1 in us-east-1 any more, and the last snapshot of it",
      },
    ]);
  });
});

test("a snapshot that failed is never told as the newest one", () => {
  const created_at = new Date(NOW - 40 * DAY_MS).toISOString();
  expect(waste([snapshot({ created_at, status: "error" })], { regions: ["us-east-1"] })).toEqual([
    { kind: "old_snapshot", reason: "40 days old" },
  ]);
});

test("disks that no instance has are listed, and snapshots whose disk is gone (#16.3)", () => {
  const common = {
    region: "us-east-1",
    created_at: new Date(NOW - DAY_MS).toISOString(),
    tags: {},
  };
  const disk = (name: string, attached_to: string | null): Disk =>
    ({ ...common, name, attached_to, size_gb: 80 }) as Disk;
  const copy = (name: string, of: string | null, days = 1): DiskSnapshot =>
    ({
      ...{ ...common, name, disk: of, size_gb: 80, status: "available" },
      created_at: new Date(NOW - days * DAY_MS).toISOString(),
    }) as DiskSnapshot;
  const found = wasteOf(
    {
      ...{ instances: [web], staticIps: [], snapshots: [] },
      disks: [disk("data", "web-1"), disk("spare", null)],
      diskSnapshots: [
        ...[copy("of-data", "data"), copy("old", "data", 40)],
        ...[copy("of-gone", "gone", 2), copy("of-system", null, 90)],
      ],
    },
    { now: NOW, olderThanMs: 30 * DAY_MS, regions: ["us-east-1"] },
  );
  expect(found.map((it) => [it.kind, it.name, it.monthly_usd, it.reason])).toEqual([
    ["unattached_disk", "spare", 8, "no instance has it"],
    ["old_snapshot", "old", 4, "40 days old"],
    [
      ...["orphaned_snapshot", "of-gone", 4],
      "there is no disk gone in us-east-1 any more, and the last snapshot of it",
    ],
  ]);
  expect(found.map((it) => String(it.remove))).toEqual([
    "quants-ctl infra disk delete --name spare --region us-east-1",
    "quants-ctl infra disk snapshot delete --name old --region us-east-1",
    "quants-ctl infra disk snapshot delete --name of-gone --region us-east-1",
  ]);
});
