import type { Schedule } from "../../core/backups/period.ts";
import type { ErrorJson } from "../../core/errors.ts";
import type { Resource } from "../../core/fields/field.ts";

/** `backup run` and `backup prune` in JSON: one for each instance that something was done for. */
export interface BackupRecord {
  instance: string;
  region: string;
  schedule: Schedule;
  /** This period's backup; null when none was made or waited for. */
  snapshot: string | null;
  status: string | null;
  /** True when this run made it. */
  made: boolean;
  pruned: string[];
  /** The copy that this run began, and copies that it deleted; null and empty without `BackupCopy`. */
  copy: { name: string; region: string } | null;
  copies_pruned: string[];
  /** Keys of the instance's tags that the backup has no room for. */
  dropped_tags: string[];
  error: ErrorJson | null;
}

export const backupResource: Resource<BackupRecord> = {
  singular: "backup",
  plural: "backups",
  nameOf: (it) => it.instance,
  sort: "instance",
  fields: [
    { key: "instance", title: "INSTANCE", about: "Instance", value: (it) => it.instance, rank: 0 },
    {
      key: "snapshot",
      title: "SNAPSHOT",
      about: "Its backup",
      value: (it) => it.snapshot,
      rank: 0,
    },
    { key: "status", title: "STATUS", about: "Its state", value: (it) => it.status, rank: 1 },
    {
      key: "pruned",
      title: "PRUNED",
      about: "How many older ones were deleted",
      value: (it) => it.pruned.length,
      align: "right",
      rank: 1,
    },
    {
      key: "copy",
      title: "COPIED TO",
      about: "The region in which a copy was begun",
      value: (it) => it.copy?.region ?? null,
      rank: 1,
    },
    {
      key: "error",
      title: "ERROR",
      about: "What failed",
      value: (it) => it.error?.code ?? null,
      rank: 0,
    },
    { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 2 },
  ],
};
