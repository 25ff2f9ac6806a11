import { defineCommand } from "../../../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, NAMES_ARGUMENT } from "../../../definition/options.ts";
import { asItWas } from "../../../definition/resumption.ts";
import { WHICH } from "../../tag/options.ts";

export const spec = defineCommand({
  name: "off",
  summary: "have no more daily snapshots made; those there are stay",
  examples: ["quants-ctl infra snapshot auto off dev-monitor"],
  argument: NAMES_ARGUMENT,
  options: [...WHICH, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  view: () => import("../../../../render/views/auto-snapshot.ts"),
  load: () => import("./off.ts"),
});
