import { type PastedCommand, toRun } from "../text/advice.ts";
import { type CostLine, type Holdings, costLines } from "./cost.ts";
import { placeKey } from "../instances/identity.ts";
import type { Snapshot } from "../model.ts";

/** Something that is billed and may have been forgotten. */
export interface WasteLine {
  kind: "stopped_instance" | "unattached_static_ip" | "old_snapshot" | "orphaned_snapshot";
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
 * Stopped instances, which are billed in full; unattached static IPs; snapshots older than
 * `olderThanMs`, or without their instance. The newest snapshot of an instance is marked: it may be
 * the only way back.
 */
export function wasteOf(holdings: Holdings, asked: Asked): WasteLine[] {
  const created = createdTimes(holdings);
  const snapshots = new Map(holdings.snapshots.map((it) => [placeKey(it), it]));
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
    const snapshot = snapshots.get(placeKey(line));
    if (snapshot === undefined) return [];
    const why = unneeded(snapshot, holdings, age ?? 0, asked);
    if (why === null) return [];
    return [{ ...why, ...found, remove: removal("infra snapshot delete", line) }];
  });
}

type Found = Omit<WasteLine, "kind" | "reason" | "remove">;

function stopped(line: CostLine, found: Found): WasteLine[] {
  if (line.status !== "stopped") return [];
  const reason = "stopped, but billed in full";
  return [{ kind: "stopped_instance", ...found, reason, remove: removal("infra destroy", line) }];
}

function unneeded(
  snapshot: Snapshot,
  { instances, snapshots }: Holdings,
  age: number,
  { olderThanMs, regions }: Asked,
): Pick<WasteLine, "kind" | "reason"> | null {
  const { instance, region } = snapshot;
  const siblings = snapshots.filter(
    (it) => it.instance === instance && it.region === region && it.status === "available",
  );
  const isNewest =
    snapshot.status === "available" &&
    siblings.every((it) => (it.created_at ?? "") <= (snapshot.created_at ?? ""));
  const origin = originOf(snapshot);
  const exists = instances.some((it) => it.name === instance && it.region === origin);
  if (!exists && regions.includes(origin)) {
    const last = isNewest ? ", and the last snapshot of it" : "";
    return {
      kind: "orphaned_snapshot",
      reason: `there is no instance ${instance} in ${origin} any more${last}`,
    };
  }
  if (age <= olderThanMs) return null;
  const newest = isNewest ? `, but the newest one of ${instance}` : "";
  return { kind: "old_snapshot", reason: `${Math.floor(age / DAY_MS)} days old${newest}` };
}

/** A snapshot copied from another region names an instance of that region. */
function originOf({ from_region: origin, region }: Snapshot): string {
  return origin ?? region;
}

function createdTimes({ instances, staticIps, snapshots }: Holdings): Map<string, string | null> {
  const times = (kind: CostLine["kind"], items: Holdings[keyof Holdings]) =>
    items.map((it): [string, string | null] => [`${kind} ${placeKey(it)}`, it.created_at]);
  return new Map([
    ...times("instance", instances),
    ...times("static_ip", staticIps),
    ...times("snapshot", snapshots),
  ]);
}

function removal(path: string, { name, region }: CostLine): PastedCommand {
  return toRun(path, { name, region });
}
