import { type Notified, notifiedText } from "../alarms/notified.ts";
import { stateText } from "../alarms/state.ts";
import type { Alarm } from "../contracts/alarms.ts";
import { type Resource, counted, showTags } from "./field.ts";

/** `alarm list` in JSON. */
export interface ListedAlarm extends Alarm, Notified {
  /** In words. */
  condition: string;
  /** False when what it watches is gone, or another one has its name; null when that is unknown. */
  resource_exists: boolean | null;
}

const NAMES = { singular: "alarm", plural: "alarms" };

export const alarmResource: Resource<ListedAlarm> = {
  ...NAMES,
  nameOf: (it) => it.name,
  sort: "name",
  total: (items) => {
    const inAlarm = items.filter((it) => it.state === "alarm").length;
    const silent = items.filter((it) => it.notified_by.length === 0).length;
    const rest = silent === 0 ? "" : `, ${silent} notifying nobody`;
    return `${counted(items.length, NAMES)}, ${inAlarm} in alarm${rest}`;
  },
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "state",
      title: "STATE",
      about: "ok, alarm or insufficient-data",
      value: (it) => it.state,
      show: (state) => stateText(String(state)),
      rank: 0,
      tone: "status",
    },
    {
      key: "resource",
      title: "WATCHES",
      about: "Name of what it watches, and whether that is gone",
      value: (it) => it.resource,
      show: (name, it) => (it.resource_exists === false ? `${String(name)} (gone)` : String(name)),
      rank: 1,
    },
    {
      key: "condition",
      title: "CONDITION",
      about: "When it is in alarm",
      value: (it) => it.condition,
      rank: 2,
    },
    {
      key: "notified_by",
      title: "NOTIFIES",
      about: "The protocols that reach somebody, and why others do not",
      value: notifiedText,
      rank: 1,
    },
    {
      key: "notification_triggers",
      title: "ON",
      about: "The states it notifies of",
      value: (it) => it.notification_triggers.map(stateText).join(", ") || "-",
      rank: 4,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 3 },
    {
      key: "missing_data",
      title: "MISSING DATA",
      about: "What periods without data count as",
      value: (it) => it.missing_data,
      show: (value) => stateText(String(value)),
    },
    {
      key: "resource_kind",
      title: "KIND",
      about: "instance, load_balancer or database",
      value: (it) => it.resource_kind,
    },
    {
      key: "created_at",
      title: "CREATED",
      about: "When it was made, UTC",
      value: (it) => it.created_at,
      tone: "quiet",
      isTime: true,
    },
    { key: "tags", title: "TAGS", about: "Tags as KEY=VALUE", value: (it) => showTags(it.tags) },
  ],
};
