import { string, strings } from "../../core/journal/shapes.ts";
import { parseDuration } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { CONSENT, FLEET_FILES, WAITS } from "./options.ts";

export const spec = defineCommand({
  name: "apply",
  summary: "make a fleet what its files say",
  about:
    "Plans, shows the plan, asks for the fleet's name, and makes the changes: key pairs first, deletions last, " +
    "and what stands in no way of each other at once. Each instance is read again right before. One failure " +
    "does not stop the others; the exit status is then 6, and the same command does the rest. A plan kept by " +
    "fleet plan --out is applied as it is, or refused when it is no longer true (status 5). One apply of a " +
    "fleet runs at a time.",
  examples: [
    "quants-ctl fleet apply fleet.yml",
    "quants-ctl fleet apply fleet.plan",
    "quants-ctl fleet apply fleet.yml --yes --lock-wait 5m --output json",
  ],
  argument: {
    ...FLEET_FILES,
    help: "the fleet's files, or folders of them, or one kept plan (default: fleet.yml, or the folder fleet)",
  },
  options: [
    ...CONSENT,
    {
      flags: "--lock-wait <duration>",
      help: "wait this long for another apply of the fleet",
      default: "0s",
      flagOnly: true,
      role: "how",
      parse: (text) => parseDuration(text, "lock wait"),
    },
    YES,
    DRY_RUN,
    ...WAITS,
  ],
  notes: {
    /** The files, wherever the command is run again. */
    files: strings,
    fleet: string,
    /** `GOAL REGION ID NAME ADDRESS` of each static IP whose instance is about to be deleted. */
    addresses: strings,
    /** `REGION ID NAME BUNDLE` of each resize that is about to begin. */
    resizes: strings,
  },
  resume: ({ options, noted: { files } }) => ({
    options: files === undefined ? options : { ...options, argument: files },
  }),
  goal: ({ argument }) => ({ argument }),
  view: () => import("../../render/views/fleet-applied.ts"),
  load: () => import("./apply.ts"),
});
