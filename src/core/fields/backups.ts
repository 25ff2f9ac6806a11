import type { BackupPlan } from "../backups/backup.ts";
import type { Resource } from "./field.ts";

export const backupPlanResource: Resource<BackupPlan> = {
  singular: "backup",
  plural: "backups",
  nameOf: (it) => it.instance,
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
      key: "schedule",
      title: "SCHEDULE",
      about: "Value of its tag Backup",
      value: (it) => it.schedule,
      rank: 0,
    },
    {
      key: "due",
      title: "DUE",
      about: "Whether this period has no backup yet",
      value: (it) => (it.due ? "yes" : "no"),
      rank: 0,
    },
    {
      key: "last_good",
      title: "LAST GOOD",
      about: "The newest snapshot that it can be restored from",
      value: (it) => it.last_good,
      rank: 1,
    },
    {
      key: "last_good_at",
      title: "OF",
      about: "When that snapshot was started, UTC",
      value: (it) => it.last_good_at,
      rank: 3,
      tone: "quiet",
      isTime: true,
    },
    {
      key: "snapshot",
      title: "SNAPSHOT",
      about: "Name of this period's backup",
      value: (it) => it.snapshot,
    },
    {
      key: "prune",
      title: "PRUNE",
      about: "Number of backups to delete once the due one is made",
      value: (it) => it.prune.length,
      align: "right",
      rank: 2,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 4 },
  ],
};
