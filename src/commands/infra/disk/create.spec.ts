import { string } from "../../../core/journal/shapes.ts";
import { checkName } from "../../../core/instances/names.ts";
import { DRY_RUN, POLL_INTERVAL, REGION, TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { TAG, parseSnapshotName } from "../snapshot/options.ts";
import { DISK_ARGUMENT, DISK_NAME, DISK_PATH } from "./options.ts";
import { LARGEST_GB, SMALLEST_GB, parseSize } from "./size.ts";

export const spec = defineCommand({
  name: "create",
  summary: "make a disk, and attach it with --attach-to",
  about:
    "A disk is made in one zone, and only instances of that zone can have it: that of --az, of the instance " +
    "of --like, or of the one that it is attached to. With --attach-to nothing is made unless the instance " +
    "can take it. With --snapshot it holds what the disk snapshot holds.",
  examples: [
    "quants-ctl infra disk create prod-db-data --size 64 --attach-to prod-db-1",
    "quants-ctl infra disk create prod-db-data-2 --snapshot prod-db-data-before-upgrade --like prod-db-1",
  ],
  argument: DISK_ARGUMENT,
  options: [
    DISK_NAME,
    {
      flags: "--size <gb>",
      help: "size in GB, 8 or more",
      default: "with --snapshot, that of the snapshot",
      flagOnly: true,
      inFile: "digits",
      range: [SMALLEST_GB, LARGEST_GB],
      parse: parseSize,
    },
    {
      flags: "--az <zone>",
      help: "availability zone",
      default: "that of the instance of --attach-to or --like",
      flagOnly: true,
    },
    {
      flags: "--like <instance>",
      names: "instances",
      help: "in the zone of this instance",
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    {
      flags: "--attach-to <instance>",
      names: "instances",
      help: "attach it to this instance",
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    DISK_PATH,
    {
      flags: "--snapshot <name>",
      names: "disk_snapshots",
      help: "disk snapshot to make it from",
      flagOnly: true,
      parse: parseSnapshotName,
    },
    TAG,
    {
      flags: "--if-not-exists",
      role: "how",
      help: "succeed when a disk of that name, size and zone exists",
      flagOnly: true,
    },
    REGION,
    DRY_RUN,
    TIMEOUT,
    POLL_INTERVAL,
  ],
  notes: {
    /** The request that it was asked for with. */
    request: string,
  },
  resuming: { request: string },
  resume: ({ options, noted: { request }, resuming }) => ({
    options,
    resuming: { ...(request !== undefined && { request }), ...resuming },
  }),
  undo: ({ options: { name }, noted: { request } }) => ({
    path: "infra disk delete",
    options: { name: [name], ifExists: true },
    ...(request !== undefined && { resuming: { made: request } }),
  }),
  view: () => import("../../../render/views/disk.ts"),
  load: () => import("./create.ts"),
});
