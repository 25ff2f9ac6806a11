import { strings } from "../../core/journal/shapes.ts";
import { placeKey } from "../../core/instances/identity.ts";
import { defineCommand } from "../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, YES } from "../definition/options.ts";
import { ALARM_NOTES } from "./options.ts";
import { POLICY_OPTIONS } from "./policy-options.ts";

export const spec = defineCommand({
  name: "apply",
  summary: "create, change and remove alarms to match the tags of instances",
  about:
    "Does what `alarm plan` shows, and prints nothing when there is nothing to do. It removes only alarms that " +
    "it created itself, and asks first; without a terminal that needs --yes. A tag that can't be read, or an " +
    "alarm that fails, does not stop the others: the exit status is then 6. infra undo restores what was there.",
  examples: [
    "quants-ctl alarm apply --region all --yes",
    "quants-ctl alarm apply --selector Environment=prod --dry-run",
  ],
  options: [...POLICY_OPTIONS, YES, DRY_RUN, CHANGE_TIMEOUT],
  notes: ALARM_NOTES,
  resuming: {
    ...ALARM_NOTES,
    /** The alarms that were not done yet, as `REGION NAME`. */
    only: strings,
  },
  resume: ({ options, noted: { changes }, resuming, open }) => ({
    options,
    resuming: {
      ...(changes !== undefined && { changes }),
      ...resuming,
      ...(open !== null && { only: open.map(placeKey) }),
    },
  }),
  load: () => import("./apply.ts"),
});
