import { stringByKey } from "../../../../core/journal/shapes.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../../../definition/options.ts";
import { openByName } from "../../../definition/only-open.ts";
import { defineCommand } from "../../../definition/command.ts";
import { parseSnapshotName } from "../../snapshot/options.ts";

export const spec = defineCommand({
  name: "delete",
  aliases: ["rm"],
  summary: "delete snapshots of disks",
  about:
    "Shows what will be lost and asks for the name of one or the count of several; without a terminal it " +
    "needs --yes.",
  examples: ["quants-ctl infra disk snapshot delete prod-db-data-before-upgrade"],
  argument: {
    name: "[names...]",
    help: "disk snapshots, as with --name",
    as: "name",
    names: "disk_snapshots",
  },
  options: [
    {
      flags: "-n, --name <name>",
      role: "which",
      names: "disk_snapshots",
      help: "name of the disk snapshot; repeat it for several",
      repeat: true,
      required: true,
      flagOnly: true,
      parse: parseSnapshotName,
    },
    CHANGE_TIMEOUT,
    REGION,
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
  ],
  notes: { snapshots: stringByKey },
  resuming: {
    /** What the interrupted run was to delete: which snapshot, by name. */
    confirmed: stringByKey,
  },
  resume: ({ options, noted: { snapshots }, resuming: { confirmed = snapshots }, open }) => ({
    options: { ...options, ifExists: true },
    ...(confirmed !== undefined && { resuming: { confirmed: openByName(confirmed, open) } }),
  }),
  view: () => import("../../../../render/views/disk-snapshot-deleted.ts"),
  load: () => import("./delete.ts"),
});
