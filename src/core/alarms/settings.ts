import type { AlarmSettings } from "../contracts/alarms.ts";
import { thresholdText } from "./threshold.ts";

/** One setting of an alarm that is, or was, another one. */
export interface AlarmDifference {
  what: string;
  before: string;
  after: string;
}

/** What people see of the settings; those with the same texts are the same. */
const TEXTS: Readonly<Record<string, (settings: AlarmSettings) => string>> = {
  watches: (it) => it.resource,
  metric: (it) => it.metric,
  threshold: (it) => `${it.comparison} ${thresholdText(it.threshold, it.metric)}`,
  periods: (it) => `${it.datapoints_to_alarm} of ${it.evaluation_periods}`,
  "missing data": (it) => it.missing_data,
  notifies: (it) => listText(it.contact_protocols),
  "notifies of": (it) => listText(it.notification_triggers),
  notifications: (it) => (it.notifications_enabled ? "on" : "off"),
};

/** `isMoved`: it watches an earlier resource of that name, and is to watch the present one. */
export function differencesOf(
  before: AlarmSettings,
  after: AlarmSettings,
  isMoved = false,
): AlarmDifference[] {
  const { resource } = after;
  const moved = { what: "watches", before: `an earlier ${resource}`, after: resource };
  const others = Object.entries(TEXTS).flatMap(([what, textOf]) => {
    const [was, is] = [textOf(before), textOf(after)];
    return was === is ? [] : [{ what, before: was, after: is }];
  });
  return isMoved ? [moved, ...others] : others;
}

export function sameSettings(one: AlarmSettings, other: AlarmSettings): boolean {
  return one.name === other.name && differencesOf(one, other).length === 0;
}

export function differenceText({ what, before, after }: AlarmDifference): string {
  return `${what}: ${before} -> ${after}`;
}

/** The settings alone, of an alarm or of what was noted of one. */
export function settingsOf(given: AlarmSettings): AlarmSettings {
  return {
    name: given.name,
    resource: given.resource,
    metric: given.metric,
    comparison: given.comparison,
    threshold: given.threshold,
    datapoints_to_alarm: given.datapoints_to_alarm,
    evaluation_periods: given.evaluation_periods,
    missing_data: given.missing_data,
    contact_protocols: [...given.contact_protocols],
    notification_triggers: [...given.notification_triggers],
    notifications_enabled: given.notifications_enabled,
  };
}

/** The order in which Lightsail lists them says nothing. */
function listText(items: readonly string[]): string {
  return items.length === 0 ? "nobody" : [...new Set(items)].toSorted().join(", ");
}
