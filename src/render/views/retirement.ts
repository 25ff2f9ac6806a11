import { addressKind } from "../../core/fields/instances.ts";
import { showUsd } from "../../core/fields/field.ts";
import type { Instance, Snapshot, StaticIp } from "../../core/model.ts";
import { type RetirePlan, diskText } from "../../core/instances/plan-retirement.ts";
import { droppedText, snapshotTags } from "../../core/snapshots/tags.ts";
import { plain } from "../../core/text/safe-text.ts";

const DAY = 86_400_000;

/** Facts about an instance beyond its record; null if they could not be read. */
export interface Stakes {
  /** US dollars. */
  monthlyPrice: number | null;
  snapshots: readonly Snapshot[] | null;
}

/** What the user reads before confirming a destroy: everything that will be lost. */
export function retirementLines(
  plan: RetirePlan,
  now: number,
  stakes: Stakes | null,
  hasSnapshotMade: boolean,
): string[] {
  const { instance } = plan;
  const lines = ["This will be lost:"];
  if (instance === null) {
    lines.push(`  ${plan.name} is already gone; what is left of it:`);
  } else {
    const address =
      instance.public_ip === null
        ? "no address"
        : `${instance.public_ip} (${addressKind(instance)})`;
    lines.push(
      `  instance   ${plan.name} in ${instance.availability_zone}, ${instance.status}, ${address}`,
      `  plan       ${instance.bundle_id}, ${instance.blueprint_name ?? instance.blueprint_id}`,
      `  age        ${age(instance.created_at, now)}`,
      "  disk       its system disk with all data",
      ...(stakes === null ? [] : stakeLines(stakes, hasSnapshotMade)),
      ...(hasSnapshotMade ? droppedLines(instance) : []),
      ...diskLines(plan),
    );
  }
  lines.push(
    ...plan.release.map((ip) => `  static IP  ${describe(ip)}: released, can't be recovered`),
  );
  lines.push(
    ...plan.keep.map((ip) => `  (static IP ${describe(ip)} is kept, and billed while unattached)`),
  );
  return lines.map(plain);
}

function diskLines({ disks }: RetirePlan): string[] {
  const names = disks.map(diskText);
  return names.length === 0
    ? []
    : [`  (its attached disks are kept, and billed: ${names.join(", ")})`];
}

function droppedLines({ tags }: Instance): string[] {
  const text = droppedText("the snapshot", snapshotTags(tags, "destroy").dropped);
  return text === null ? [] : [`  (${text})`];
}

function stakeLines({ monthlyPrice, snapshots }: Stakes, hasSnapshotMade: boolean): string[] {
  const lines = monthlyPrice === null ? [] : [`  price      ${showUsd(monthlyPrice)} a month`];
  if (hasSnapshotMade) lines.push("  (a snapshot is made first)");
  if (snapshots === null) return lines;
  const good = snapshots.filter((it) => it.status === "available");
  const newest = good
    .map((it) => it.created_at ?? "")
    .toSorted()
    .at(-1);
  if (newest !== undefined) {
    const count = good.length === 1 ? "1 snapshot stays" : `${good.length} snapshots stay`;
    lines.push(`  (${count}, the newest made ${newest === "" ? "once" : newest})`);
  } else if (!hasSnapshotMade) {
    lines.push("  snapshots  none: its data can't be recovered");
  }
  return lines;
}

function describe(ip: StaticIp): string {
  return `${ip.name} ${ip.ip_address}`;
}

function age(createdAt: string | null, now: number): string {
  if (createdAt === null) return "unknown";
  const days = Math.floor((now - Date.parse(createdAt)) / DAY);
  if (days < 1) return "less than a day";
  return days === 1 ? "1 day" : `${days} days`;
}
