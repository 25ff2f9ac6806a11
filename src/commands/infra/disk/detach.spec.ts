import { string } from "../../../core/journal/shapes.ts";
import { DRY_RUN, POLL_INTERVAL, REGION, TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { DISK_ARGUMENT, DISK_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "detach",
  summary: "take a disk from its instance, and keep it with its data",
  about:
    "Lightsail detaches a disk from a stopped instance only. With --stop a running instance is stopped for " +
    "it and started again; wherever that is interrupted, running it again, or infra resume, goes on, and " +
    "starts the instance. Instances with the tag Protected=true or CriticalLevel=critical are not stopped " +
    "by it: stop them by their names.",
  examples: ["quants-ctl infra disk detach prod-db-data --stop"],
  argument: DISK_ARGUMENT,
  options: [
    DISK_NAME,
    {
      flags: "--stop",
      role: "how",
      help: "stop the instance for it, and start it again",
      flagOnly: true,
    },
    REGION,
    DRY_RUN,
    TIMEOUT,
    POLL_INTERVAL,
  ],
  notes: {
    /** The instance that has it, and where. */
    from: string,
    path: string,
    /** Identifies that instance, if it was stopped for this. */
    restart: string,
  },
  resuming: { from: string },
  resume: ({ options, noted: { from }, resuming }) => ({
    options,
    resuming: { ...(from !== undefined && { from }), ...resuming },
  }),
  undo: ({ options: { name }, noted: { from, path, restart } }) => ({
    path: "infra disk attach",
    options: { name, to: from, path },
    ...(restart !== undefined && { resuming: { restart } }),
  }),
  view: () => import("../../../render/views/disk.ts"),
  load: () => import("./detach.ts"),
});
