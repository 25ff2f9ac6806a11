import { string } from "../../../core/journal/shapes.ts";
import {
  NAMES_ARGUMENT,
  TARGETS,
  STATUSES,
  REGIONS,
  DRY_RUN,
  TIMEOUT,
  POLL_INTERVAL,
} from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { TAG, parseSnapshotName } from "./options.ts";

export const spec = defineCommand({
  name: "create",
  summary: "make a snapshot of one or more instances",
  about:
    "Waits until it can be restored from. Made of a running instance it holds what was on the disk at " +
    "that moment, as after a power cut; stop the instance first for a clean one. The instance's tags " +
    "are copied to the snapshot; where there are too many, those that protect, schedule and group come first, and the others are named.",
  examples: [
    "quants-ctl infra snapshot create --name prod-exec-1 --snapshot-name prod-exec-1-before-upgrade",
    "quants-ctl infra snapshot create --selector Environment=prod --no-wait",
  ],
  argument: NAMES_ARGUMENT,
  options: [
    ...TARGETS,
    { ...STATUSES, flagOnly: true },
    REGIONS,
    {
      flags: "--snapshot-name <name>",
      help: "of one instance's snapshot",
      default: "NAME-YYYYMMDD-HHMMSS, UTC",
      flagOnly: true,
      parse: parseSnapshotName,
    },
    TAG,
    {
      flags: "--if-not-exists",
      role: "how",
      help: "succeed when there is one of that name of the same instance",
      flagOnly: true,
    },
    { flags: "--no-wait", help: "return once it has started", flagOnly: true },
    DRY_RUN,
    { ...TIMEOUT, help: "give up waiting after this long", default: "30m" },
    { ...POLL_INTERVAL, help: "pause between two looks", default: "5s" },
  ],
  notes: { stamp: string },
  resuming: {
    /** The time in the names that the interrupted run gave. */
    stamp: string,
  },
  resume: ({ options, noted, resuming }) => ({
    options: { ...options, ifNotExists: true },
    resuming: { ...resuming, ...noted },
  }),
  view: () => import("../../../render/views/snapshot.ts"),
  load: () => import("./create.ts"),
});
