import { stringByKey } from "../../../core/journal/shapes.ts";
import { isPattern } from "../../../core/instances/selector.ts";
import { REGION, YES, DRY_RUN, TIMEOUT } from "../../definition/options.ts";
import { openByName } from "../../definition/only-open.ts";
import { defineCommand } from "../../definition/command.ts";
import { parseSnapshotName } from "./options.ts";

export const spec = defineCommand({
  name: "delete",
  aliases: ["rm"],
  summary: "delete snapshots",
  about:
    "Shows what will be lost and asks; without a terminal it needs --yes. The last good snapshot of an " +
    "instance that does not exist any more is only deleted when it is named itself, never by a pattern.",
  examples: [
    "quants-ctl infra snapshot delete --name prod-exec-1-before-upgrade",
    "quants-ctl infra snapshot delete --name 'dev-*' --dry-run",
  ],
  argument: {
    name: "[names...]",
    help: "snapshot names or patterns, as with --name",
    as: "name",
    names: "snapshots",
  },
  options: [
    {
      flags: "-n, --name <name>",
      role: "which",
      names: "snapshots",
      help: "snapshot name, or a pattern in quotes; repeat it for several",
      repeat: true,
      required: true,
      flagOnly: true,
      parse: (text) => (isPattern(text) ? text : parseSnapshotName(text)),
    },
    REGION,
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
    TIMEOUT,
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
  view: () => import("../../../render/views/snapshot-deleted.ts"),
  load: () => import("./delete.ts"),
});
