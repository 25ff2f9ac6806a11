import type { addOnRequest } from "./common-shapes.ts";
import { invalidInput } from "./protocol/service-error.ts";
import type { Infer } from "./shapes.ts";
import type { AddOnRecord, InstanceRecord } from "./state/records.ts";

export type AddOnInput = Infer<typeof addOnRequest>;

const DEFAULT_SNAPSHOT_TIME = "06:00";

/** The add-on's name and record, enabled as asked. */
export function enabledAddOn(
  request: AddOnInput,
  platform: "LINUX_UNIX" | "WINDOWS",
  now: number,
): [name: AddOnInput["addOnType"], record: AddOnRecord] {
  if (request.addOnType === "AutoSnapshot") {
    const time = request.autoSnapshotAddOnRequest?.snapshotTimeOfDay ?? DEFAULT_SNAPSHOT_TIME;
    if (!time.endsWith(":00")) {
      throw invalidInput(`The snapshot time must be a full hour, for example 06:00: ${time}`);
    }
    if (platform === "WINDOWS") {
      throw invalidInput("The AutoSnapshot add-on is not available for Windows instances.");
    }
    return [request.addOnType, { enabled: true, since: now, snapshotTimeOfDay: time }];
  }
  const { threshold, duration } = request.stopInstanceOnIdleRequest ?? {};
  return [
    request.addOnType,
    {
      enabled: true,
      since: now,
      ...(threshold !== undefined && { threshold }),
      ...(duration !== undefined && { duration }),
    },
  ];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT = 7;

/** Times at which automatic snapshots were made, newest first: one a day, the last seven. */
export function autoSnapshotTimes(instance: InstanceRecord, now: number): number[] {
  const addOn = instance.addOns.AutoSnapshot;
  if (addOn?.snapshotTimeOfDay === undefined) return [];
  const end = Math.min(now, addOn.until ?? now);
  const hour = Number(addOn.snapshotTimeOfDay.slice(0, 2)) * 60 * 60 * 1000;
  const last = Math.floor((end - hour) / DAY_MS) * DAY_MS + hour;
  const times = Array.from({ length: KEPT }, (_, index) => last - index * DAY_MS);
  return times.filter((time) => time >= addOn.since);
}

/** As the service names an automatic snapshot: `2026-01-15`. */
export const snapshotDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
