import { string, stringByKey } from "../../../core/journal/shapes.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../../definition/options.ts";
import { openByName } from "../../definition/only-open.ts";
import { defineCommand } from "../../definition/command.ts";
import { DISK_ARGUMENT, DISK_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "delete",
  aliases: ["rm"],
  summary: "delete disks with their data",
  about:
    "Shows what will be lost and asks for the name of one or the count of several; without a terminal it " +
    "needs --yes. A disk that an instance has is not deleted. Its automatic snapshots go with it, others stay.",
  examples: ["quants-ctl infra disk delete --name old-data"],
  argument: { ...DISK_ARGUMENT, name: "[names...]", help: "disks, as with --name" },
  options: [
    { ...DISK_NAME, help: "name of the disk; repeat it for several", repeat: true },
    CHANGE_TIMEOUT,
    REGION,
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
  ],
  notes: { disks: stringByKey },
  resuming: {
    /** What the interrupted run was to delete: which disk, by name. */
    confirmed: stringByKey,
    /** Only what this request has made. */
    made: string,
  },
  resume: ({ options, noted: { disks }, resuming: { confirmed = disks }, open }) => ({
    options: { ...options, ifExists: true },
    ...(confirmed !== undefined && { resuming: { confirmed: openByName(confirmed, open) } }),
  }),
  view: () => import("../../../render/views/disk.ts"),
  load: () => import("./delete.ts"),
});
