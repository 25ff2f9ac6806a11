import { checkAutoSnapshotTime } from "../../../../core/snapshots/auto-time.ts";
import { defineCommand } from "../../../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, NAMES_ARGUMENT } from "../../../definition/options.ts";
import { asItWas } from "../../../definition/resumption.ts";
import { WHICH } from "../../tag/options.ts";

export const spec = defineCommand({
  name: "on",
  summary: "have a snapshot made each day, or change its hour",
  examples: [
    "quants-ctl infra snapshot auto on prod-exec-1 --time 06:00",
    "quants-ctl infra snapshot auto on --selector Environment=prod --time 21:00 --dry-run",
  ],
  argument: NAMES_ARGUMENT,
  options: [
    ...WHICH,
    {
      flags: "--time <hour>",
      help: "full hour in UTC, such as 06:00",
      required: true,
      flagOnly: true,
      parse: checkAutoSnapshotTime,
    },
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../../../render/views/auto-snapshot.ts"),
  load: () => import("./on.ts"),
});
