import type { addOnRequest } from "./common-shapes.ts";
import { invalidInput } from "./protocol/service-error.ts";
import type { Infer } from "./shapes.ts";
import type { AddOnRecord } from "./state/common-record.ts";

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
