import { stringByKey } from "../../core/journal/shapes.ts";
import { defineCommand } from "../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../definition/options.ts";
import { openByName } from "../definition/only-open.ts";
import { ALARM_NOTES } from "./options.ts";

export const spec = defineCommand({
  name: "remove",
  aliases: ["rm", "delete"],
  summary: "remove alarms",
  about:
    "Shows what will no longer be watched and asks for the name of one or the count of several; without a " +
    "terminal it needs --yes. infra undo brings them back.",
  examples: ["quants-ctl alarm remove prod-exec-1-cpu"],
  argument: { name: "<names...>", help: "names of alarms", names: "alarms" },
  options: [
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    REGION,
    YES,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: {
    ...ALARM_NOTES,
    /** Which alarm of each name. */
    identities: stringByKey,
  },
  resuming: {
    /** What the interrupted run was to remove: which alarm, by name. */
    confirmed: stringByKey,
  },
  resume: ({ options, noted: { identities }, resuming: { confirmed = identities }, open }) => ({
    options: { ...options, ifExists: true },
    ...(confirmed !== undefined && { resuming: { confirmed: openByName(confirmed, open) } }),
  }),
  view: () => import("../../render/views/alarm-removed.ts"),
  load: () => import("./remove.ts"),
});
