import { placeKey } from "../instances/identity.ts";
import { diskMonthlyUsd } from "../disks/price.ts";
import type { Disk, DiskSnapshot, Instance, Snapshot, StaticIp } from "../model.ts";
import { SNAPSHOT_USD_PER_GB_MONTH, snapshotMonthlyUsd } from "../snapshots/cost.ts";
import { staticIpCost } from "../static-ips/price.ts";
import { ownValue } from "../text/own-value.ts";

/** What an account has in some regions, with the prices of instances. */
export interface Holdings {
  instances: readonly Instance[];
  staticIps: readonly StaticIp[];
  snapshots: readonly Snapshot[];
  /** Block storage disks, attached or not; an instance's plan holds its system disk. */
  disks: readonly Disk[];
  diskSnapshots: readonly DiskSnapshot[];
}

/** One thing that is billed every month. */
export interface CostLine {
  kind: "instance" | "static_ip" | "snapshot" | "disk" | "disk_snapshot";
  name: string;
  region: string;
  /** The tag `Environment`; a disk without it takes its instance's, a snapshot that of its origin. */
  environment: string | null;
  /** The tag `Service`, likewise. */
  service: string | null;
  status: string | null;
  bundle_id: string | null;
  /** US dollars; null when the price is unknown, which does not mean free. */
  monthly_usd: number | null;
  /** The price comes from the public price list, because no call returns it. */
  assumed: boolean;
}

/** Lines grouped together, e.g. those of one environment. */
export interface CostGroup {
  /** The value they share; null for those without the tag. */
  group: string | null;
  instances: number;
  static_ips: number;
  snapshots: number;
  disks: number;
  disk_snapshots: number;
  /** Sum of the lines with a known price. */
  monthly_usd: number;
  /** False if any line's price is unknown. */
  complete: boolean;
}

export const COST_GROUPINGS = ["instance", "environment", "service", "region"] as const;
export type CostGrouping = (typeof COST_GROUPINGS)[number];

/** For people: the parts of a bill that no call returns. */
export const ASSUMPTIONS: readonly string[] = [
  `an unattached static IP costs $${staticIpCost({ is_attached: false }).toFixed(2)} a month, a disk $${diskMonthlyUsd({ size_gb: 1 }).toFixed(2)} for each GB, a snapshot $${SNAPSHOT_USD_PER_GB_MONTH.toFixed(2)} for each GB of its disk at most: https://aws.amazon.com/lightsail/pricing/`,
  "transfer beyond the plan, automatic snapshots, load balancers, databases and taxes are not counted",
];

/** One line for each instance, unattached static IP, snapshot, disk and snapshot of a disk. */
export function costLines(holdings: Holdings): CostLine[] {
  const { instances, staticIps, snapshots, disks } = holdings;
  const tagsOf = new Map(instances.map((it) => [placeKey(it), it.tags]));
  const allTags = (disk: Disk): Disk["tags"] => ({
    ...tagsOf.get(placeKey({ region: disk.region, name: disk.attached_to ?? "" })),
    ...disk.tags,
  });
  const tagsOfDisk = new Map(disks.map((it) => [placeKey(it), allTags(it)]));
  return [
    ...instances.map((it): CostLine => ({
      kind: "instance",
      name: it.name,
      region: it.region,
      ...conventional(it.tags),
      status: it.status,
      bundle_id: it.bundle_id,
      monthly_usd: it.monthly_price_usd,
      assumed: false,
    })),
    ...staticIps
      .filter((it) => !it.is_attached)
      .map((it): CostLine => ({
        kind: "static_ip",
        name: it.name,
        region: it.region,
        ...conventional({}),
        status: "unattached",
        bundle_id: null,
        monthly_usd: staticIpCost(it),
        assumed: true,
      })),
    ...snapshots.map((it): CostLine => ({
      kind: "snapshot",
      name: it.name,
      region: it.region,
      ...conventional({
        ...tagsOf.get(placeKey({ region: it.region, name: it.instance })),
        ...it.tags,
      }),
      status: it.status,
      bundle_id: null,
      monthly_usd: snapshotMonthlyUsd(it),
      assumed: true,
    })),
    ...disks.map((it): CostLine => ({
      kind: "disk",
      name: it.name,
      region: it.region,
      ...conventional(allTags(it)),
      status: it.attached_to === null ? "unattached" : "attached",
      bundle_id: null,
      monthly_usd: diskMonthlyUsd(it),
      assumed: true,
    })),
    ...holdings.diskSnapshots.map((it): CostLine => ({
      kind: "disk_snapshot",
      name: it.name,
      region: it.region,
      ...conventional({
        ...tagsOfDisk.get(placeKey({ region: it.region, name: it.disk ?? "" })),
        ...it.tags,
      }),
      status: it.status,
      bundle_id: null,
      monthly_usd: snapshotMonthlyUsd(it),
      assumed: true,
    })),
  ];
}

/** The most expensive first. */
export function groupCosts(
  lines: readonly CostLine[],
  by: Exclude<CostGrouping, "instance">,
): CostGroup[] {
  const groups = new Map<string | null, CostLine[]>();
  for (const line of lines) {
    const members = groups.get(line[by]);
    if (members === undefined) groups.set(line[by], [line]);
    else members.push(line);
  }
  return [...groups]
    .map(([group, members]): CostGroup => {
      const count = (kind: CostLine["kind"]): number =>
        members.filter((it) => it.kind === kind).length;
      return {
        group,
        instances: count("instance"),
        static_ips: count("static_ip"),
        snapshots: count("snapshot"),
        disks: count("disk"),
        disk_snapshots: count("disk_snapshot"),
        monthly_usd: totalUsd(members),
        complete: isComplete(members),
      };
    })
    .toSorted((a, b) => b.monthly_usd - a.monthly_usd || compare(a.group, b.group));
}

/** Sum of the lines with a known price, in whole cents. */
export function totalUsd(lines: readonly Pick<CostLine, "monthly_usd">[]): number {
  return Math.round(lines.reduce((sum, it) => sum + (it.monthly_usd ?? 0), 0) * 100) / 100;
}

export function isComplete(lines: readonly Pick<CostLine, "monthly_usd">[]): boolean {
  return lines.every((it) => it.monthly_usd !== null);
}

function conventional(
  tags: Readonly<Record<string, string>>,
): Pick<CostLine, "environment" | "service"> {
  const of = (key: string): string | null => ownValue(tags, key) || null;
  return { environment: of("Environment"), service: of("Service") };
}

/** Those without the tag last. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}
