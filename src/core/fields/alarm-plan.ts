import type { AlarmAction } from "../alarms/plan.ts";
import { type AlarmDifference, differenceText } from "../alarms/settings.ts";
import type { ErrorJson } from "../errors.ts";
import type { Resource } from "./field.ts";

/** `alarm plan` and `alarm apply` in JSON. */
export interface AlarmPlanEntry {
  instance: string;
  region: string;
  /** Name of the alarm; null where the tag can't be read. */
  name: string | null;
  action: AlarmAction;
  /** As it is to be, in words; null for one that is removed. */
  condition: string | null;
  differences: AlarmDifference[];
  /** Why it is removed. */
  reason: string | null;
  /** Of `alarm apply`: whether this run has done it. */
  changed: boolean;
  /** Why nothing is done about it, or what failed. */
  error: ErrorJson | null;
}

export const alarmPlanResource: Resource<AlarmPlanEntry> = {
  singular: "alarm",
  plural: "alarms",
  nameOf: (it) => it.name ?? it.instance,
  sort: "instance",
  fields: [
    {
      key: "instance",
      title: "INSTANCE",
      about: "Instance",
      value: (it) => it.instance,
      rank: 0,
      cut: true,
    },
    {
      key: "name",
      title: "ALARM",
      about: "Name of the alarm",
      value: (it) => it.name,
      rank: 1,
      cut: true,
    },
    {
      key: "action",
      title: "ACTION",
      about: "create, change, remove, none or refused",
      value: (it) => it.action,
      show: (action, it) =>
        it.error === null || action === "refused" ? String(action) : `failed: ${it.error.code}`,
      rank: 0,
    },
    {
      key: "detail",
      title: "DETAIL",
      about: "What it watches or what changes, and why",
      value: detailOf,
      rank: 2,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 3 },
  ],
};

function detailOf({ action, condition, differences, reason, error }: AlarmPlanEntry): string {
  if (error !== null) return error.message;
  if (action === "change") return differences.map(differenceText).join("; ");
  return reason ?? condition ?? "-";
}
