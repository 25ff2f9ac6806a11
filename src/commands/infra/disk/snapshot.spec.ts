import { string } from "../../../core/journal/shapes.ts";
import { DRY_RUN, POLL_INTERVAL, REGION, TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { TAG, parseSnapshotName } from "../snapshot/options.ts";
import { spec as list } from "./snapshot/list.spec.ts";
import { spec as remove } from "./snapshot/delete.spec.ts";
import { DISK_ARGUMENT, DISK_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "snapshot",
  summary: "make a snapshot of a disk; list and delete them",
  about:
    "Waits until disks can be made from it, with infra disk create --snapshot. Made of a disk that is in " +
    "use it holds what was written at that moment, as after a power cut. The disk's tags are copied to it.",
  examples: [
    "quants-ctl infra disk snapshot prod-db-data --snapshot-name prod-db-data-before-upgrade",
  ],
  argument: DISK_ARGUMENT,
  options: [
    DISK_NAME,
    {
      flags: "--snapshot-name <name>",
      help: "name of the snapshot",
      default: "NAME-YYYYMMDD-HHMMSS, UTC",
      flagOnly: true,
      parse: parseSnapshotName,
    },
    TAG,
    {
      flags: "--if-not-exists",
      role: "how",
      help: "succeed when there is one of that name of the same disk",
      flagOnly: true,
    },
    { flags: "--no-wait", help: "return once it has started", flagOnly: true },
    REGION,
    DRY_RUN,
    { ...TIMEOUT, help: "give up waiting after this long", default: "30m" },
    { ...POLL_INTERVAL, help: "pause between two looks", default: "5s" },
  ],
  commands: [list, remove],
  notes: { snapshot: string },
  resuming: {
    /** The name that the interrupted run gave. */
    snapshot: string,
  },
  resume: ({ options, noted, resuming }) => ({
    options: { ...options, ifNotExists: true },
    resuming: { ...resuming, ...noted },
  }),
  view: () => import("../../../render/views/disk-snapshot.ts"),
  load: () => import("./snapshot.ts"),
});
