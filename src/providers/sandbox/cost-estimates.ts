import { SNAPSHOT_USD_PER_GB_MONTH } from "../../core/snapshots/cost.ts";
import { bundlesOf } from "./catalogue/bundles.ts";
import { CONTAINER_POWERS } from "./catalogue/container-powers.ts";
import { findDatabaseBundle } from "./catalogue/database-bundles.ts";
import type { RegionInfo } from "./catalogue/regions.ts";
import type { ResourceRecord } from "./state/records.ts";

/** The public price list (https://aws.amazon.com/lightsail/pricing/, 2026). */
const DISK_USD_PER_GB_MONTH = 0.1;
const LOAD_BALANCER_USD_PER_MONTH = 18;

/** A plan's monthly price is reached after as many hours as a month of 31 days has. */
const BILLED_HOURS = 744;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a resource is billed by. */
export interface Rate {
  usageType: string;
  pricingUnit: "Hrs" | "GB-Mo";
  /** Pricing units in an hour, and US dollars for one. */
  perHour: number;
  usd: number;
}

/** Undefined for what costs nothing by itself, and for what is billed by use. */
export function rateOf(record: ResourceRecord, region: RegionInfo): Rate | undefined {
  const { resourceType } = record;
  if (resourceType === "Instance") {
    return hourly("BundleUsage", bundlesOf(region.name).get(record.bundleId)?.price ?? 0);
  }
  if (resourceType === "LoadBalancer") {
    return hourly("LoadBalancerUsage", LOAD_BALANCER_USD_PER_MONTH);
  }
  if (resourceType === "RelationalDatabase") {
    return hourly("DatabaseUsage", findDatabaseBundle(record.bundleId)?.price ?? 0);
  }
  if (resourceType === "RelationalDatabaseSnapshot") {
    const gb = findDatabaseBundle(record.bundleId)?.diskSizeInGb ?? 0;
    return stored("SnapshotUsage", gb, SNAPSHOT_USD_PER_GB_MONTH);
  }
  if (resourceType === "ContainerService") {
    const price = CONTAINER_POWERS.find(({ name }) => name === record.power)?.price ?? 0;
    return { ...hourly("ContainerServiceUsage", price), perHour: record.scale };
  }
  if (resourceType === "Disk") return stored("DiskUsage", record.sizeInGb, DISK_USD_PER_GB_MONTH);
  if (resourceType === "DiskSnapshot" || resourceType === "InstanceSnapshot") {
    return stored("SnapshotUsage", record.sizeInGb, SNAPSHOT_USD_PER_GB_MONTH);
  }
  return undefined;
}

const hourly = (usageType: string, monthly: number): Rate => ({
  ...{ usageType, pricingUnit: "Hrs", perHour: 1, usd: monthly / BILLED_HOURS },
});

const stored = (usageType: string, gb: number, usd: number): Rate => ({
  ...{ usageType, pricingUnit: "GB-Mo", perHour: gb / BILLED_HOURS, usd },
});

export interface Day {
  start: number;
  end: number;
  /** Pricing units used. */
  units: number;
}

/** The days of UTC from `start` to `end`, with what is used of each from `createdAt` on. */
export function daysOf(start: number, end: number, createdAt: number, { perHour }: Rate): Day[] {
  const days: Day[] = [];
  for (let day = start - (start % DAY_MS); day < end; day += DAY_MS) {
    const from = Math.max(day, start);
    const to = Math.min(day + DAY_MS, end);
    const hours = Math.max(0, to - Math.max(from, createdAt)) / HOUR_MS;
    days.push({ start: from, end: to, units: hours * perHour });
  }
  return days;
}
