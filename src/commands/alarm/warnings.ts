import { isOwnAlarm } from "../../core/alarms/own-mark.ts";
import { ALARMS_TAG } from "../../core/alarms/policy.ts";
import type { Notified } from "../../core/alarms/notified.ts";
import type { Alarm, AlarmSettings } from "../../core/contracts/alarms.ts";
import type { Context } from "../../core/context.ts";
import { advice, toRun } from "../../core/text/advice.ts";

/** Says who will not be notified though the alarm names them; that notifications are off was asked for. */
export function warnOfUnnotified(
  { name, notifications_enabled: isOn }: AlarmSettings,
  { notified_by: by, not_notified: not }: Notified,
  region: string,
  { narrator }: Pick<Context, "narrator">,
): void {
  if (!isOn || not.length === 0) return;
  const who = by.length === 0 ? "nobody is notified" : `only ${by.join(", ")} is notified`;
  narrator.warn(
    advice`${name}: ${who}: ${not.join(", ")}. See: ${toRun("alarm contacts list", { region })}`,
  );
}

/** What a tag asks for is made so again by the next `alarm apply`. */
export function warnOfPolicy(
  alarms: readonly Alarm[],
  { narrator }: Pick<Context, "narrator">,
): void {
  for (const { name, resource } of alarms.filter(isOwnAlarm)) {
    narrator.warn(
      advice`${name}: alarm apply made it, and does again what the tag ${ALARMS_TAG} of ${resource} says. See: ${toRun("alarm plan", { name: [resource] })}`,
    );
  }
}
