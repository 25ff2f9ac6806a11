import { string } from "../../../core/journal/shapes.ts";
import { checkName } from "../../../core/instances/names.ts";
import { DRY_RUN, POLL_INTERVAL, REGION, TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { DISK_ARGUMENT, DISK_NAME, DISK_PATH } from "./options.ts";

export const spec = defineCommand({
  name: "attach",
  summary: "attach a free disk to an instance of its zone",
  about:
    "The instance may run or be stopped. It is waited for until the disk is attached; a new disk is then " +
    "formatted in the instance, and any disk mounted there. A disk that another instance has is not taken " +
    "from it: infra disk detach does that.",
  examples: [
    "quants-ctl infra disk attach prod-db-data --to prod-db-1",
    "quants-ctl infra disk attach --name prod-db-data --to prod-db-1 --path /dev/xvdg",
  ],
  argument: DISK_ARGUMENT,
  options: [
    DISK_NAME,
    {
      flags: "--to <instance>",
      help: "instance that gets it",
      names: "instances",
      required: true,
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    DISK_PATH,
    REGION,
    DRY_RUN,
    TIMEOUT,
    POLL_INTERVAL,
  ],
  notes: { to: string },
  resuming: {
    /** Identifies the instance, which the command that is undone has stopped: it is started again. */
    restart: string,
  },
  resume: ({ options, resuming }) => ({ options, resuming }),
  undo: ({ options: { name } }) => ({ path: "infra disk detach", options: { name } }),
  view: () => import("../../../render/views/disk.ts"),
  load: () => import("./attach.ts"),
});
