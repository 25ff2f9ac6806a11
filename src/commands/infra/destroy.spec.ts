import { stringByKey, stringOrNullByKey, strings } from "../../core/journal/shapes.ts";
import {
  NAMES_ARGUMENT,
  TARGETS,
  ONLY_STATUS,
  REGIONS,
  YES,
  DRY_RUN,
  TIMEOUT,
  POLL_INTERVAL,
} from "../definition/options.ts";
import { checkName } from "../../core/instances/names.ts";
import { openByPlace } from "../definition/only-open.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "destroy",
  aliases: ["rm"],
  summary: "delete an instance and release its static IP",
  about:
    "Shows what will be lost and asks for the instance's name. Without a terminal it needs --force or --yes. " +
    "The static IP that the instance held is released, because an unattached one is billed.",
  examples: [
    "quants-ctl infra destroy --name dev-monitor",
    "quants-ctl infra destroy --name dev-monitor --keep-static-ip --yes",
  ],
  argument: NAMES_ARGUMENT,
  options: [
    ...TARGETS,
    ONLY_STATUS,
    REGIONS,
    { flags: "-f, --force", help: "do not ask", flagOnly: true, role: "how" },
    YES,
    DRY_RUN,
    {
      flags: "--snapshot-first",
      help: "make a snapshot of it, and delete it only when that can be restored (waits for it up to 30m)",
      flagOnly: true,
    },
    { flags: "--if-exists", help: "succeed when it no longer exists", flagOnly: true, role: "how" },
    {
      flags: "--keep-static-ip",
      help: "detach the static IP but keep it, and its cost",
      role: "how",
    },
    {
      flags: "--release-ip <name>",
      names: "static_ips",
      help: "release this unattached static IP as well; repeat it for several",
      repeat: true,
      gathers: true,
      flagOnly: true,
      parse: (text) => checkName(text, "static IP name"),
    },
    TIMEOUT,
    POLL_INTERVAL,
  ],
  /** Which instance was met, by `REGION NAME`; null when there was none any more. */
  notes: { instances: stringOrNullByKey },
  resuming: {
    /** For an undo: the request that must have made each instance, by name. */
    made: stringByKey,
    /** For an undo: static IPs that were there before, and stay. */
    kept: strings,
    /** What the interrupted run was to destroy, and nothing else. */
    confirmed: stringOrNullByKey,
  },
  // Resume only what the user confirmed; without that record, ask again.
  resume: ({ options: { yes, force, ...options }, noted, resuming, open }) => {
    const { confirmed = noted.instances } = resuming;
    if (confirmed === undefined) return { options, resuming };
    return {
      options: {
        ...options,
        ...(yes !== undefined && { yes }),
        ...(force !== undefined && { force }),
      },
      resuming: { ...resuming, confirmed: openByPlace(confirmed, open) },
    };
  },
  view: () => import("../../render/views/destroyed.ts"),
  load: () => import("./destroy.ts"),
});
