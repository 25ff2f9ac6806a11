import { type PastedCommand, toRun } from "../text/advice.ts";
import { type CostLine, type Holdings, costLines } from "./cost.ts";
import { placeKey } from "../instances/identity.ts";
import { type Origin, originsOf } from "./snapshot-origins.ts";

/** Something that is billed and may have been forgotten. */
export interface WasteLine {
  kind:
    | "stopped_instance"
    | "unattached_static_ip"
    | "unattached_disk"
    | "old_snapshot"
    | "orphaned_snapshot";
  name: string;
  region: string;
  /** US dollars; null when the price is unknown, which does not mean free. */
  monthly_usd: number | null;
  created_at: string | null;
  age_days: number | null;
  /** For people: why it may be waste. */
  reason: string;
  /** The command that removes it; it asks before it does. */
  remove: PastedCommand;
}

const DAY_MS = 86_400_000;

interface Asked {
  now: number;
  olderThanMs: number;
  /** The regions listed: whether instances elsewhere still exist is unknown. */
  regions: readonly string[];
}

/**
 * Stopped instances, which are billed in full; unattached static IPs and disks; snapshots older than
 * `olderThanMs`, or without their instance or disk. The newest snapshot of an instance is marked: it may be
 * the only way back.
 */
export function wasteOf(holdings: Holdings, asked: Asked): WasteLine[] {
  const created = createdTimes(holdings);
  const origins = originsOf(holdings);
  return costLines(holdings).flatMap((line) => {
    const createdAt = created.get(`${line.kind} ${placeKey(line)}`) ?? null;
    const age = createdAt === null ? null : asked.now - Date.parse(createdAt);
    const found = {
      name: line.name,
      region: line.region,
      monthly_usd: line.monthly_usd,
      created_at: createdAt,
      age_days: age === null ? null : Math.max(0, Math.floor(age / DAY_MS)),
    };
    if (line.kind === "instance") return stopped(line, found);
    if (line.kind === "static_ip") {
      const reason = "no instance holds it";
      return [
        {
          kind: "unattached_static_ip",
          ...found,
          reason,
          remove: removal("infra ip release", line),
        },
      ];
    }
    if (line.kind === "disk") {
      if (line.status !== "unattached") return [];
      const reason = "no instance has it";
      return [
        { kind: "unattached_disk", ...found, reason, remove: removal("infra disk delete", line) },
      ];
    }
    const origin = origins.get(`${line.kind} ${placeKey(line)}`);
    if (origin === undefined) return [];
    const why = unneeded(origin, age ?? 0, asked);
    if (why === null) return [];
    const command =
      line.kind === "disk_snapshot" ? "infra disk snapshot delete" : "infra snapshot delete";
    return [{ ...why, ...found, remove: removal(command, line) }];
  });
}

type Found = Omit<WasteLine, "kind" | "reason" | "remove">;

function stopped(line: CostLine, found: Found): WasteLine[] {
  if (line.status !== "stopped") return [];
  const reason = "stopped, but billed in full";
  return [{ kind: "stopped_instance", ...found, reason, remove: removal("infra destroy", line) }];
}

function unneeded(
  { what, name, region, exists, isNewest }: Origin,
  age: number,
  { olderThanMs, regions }: Asked,
): Pick<WasteLine, "kind" | "reason"> | null {
  if (!exists && regions.includes(region)) {
    const last = isNewest ? ", and the last snapshot of it" : "";
    return {
      kind: "orphaned_snapshot",
      reason: `there is no ${what} ${name} in ${region} any more${last}`,
    };
  }
  if (age <= olderThanMs) return null;
  const newest = isNewest ? `, but the newest one of ${name}` : "";
  return { kind: "old_snapshot", reason: `${Math.floor(age / DAY_MS)} days old${newest}` };
}

function createdTimes(holdings: Holdings): Map<string, string | null> {
  const times = (kind: CostLine["kind"], items: Holdings[keyof Holdings]) =>
    items.map((it): [string, string | null] => [`${kind} ${placeKey(it)}`, it.created_at]);
  return new Map([
    ...times("instance", holdings.instances),
    ...times("static_ip", holdings.staticIps),
    ...times("snapshot", holdings.snapshots),
    ...times("disk", holdings.disks),
    ...times("disk_snapshot", holdings.diskSnapshots),
  ]);
}

function removal(path: string, { name, region }: CostLine): PastedCommand {
  return toRun(path, { name, region });
}
