import { stringOrNull } from "../../core/journal/shapes.ts";
import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { ENGINE } from "../tenant/options.ts";
import { WORKER } from "./options.ts";

export const spec = defineCommand({
  name: "remove",
  summary: "remove an empty worker from the Swarm",
  about:
    "Refused while it has tenants, and for a manager. The server itself stays, and is billed, until " +
    "`infra destroy`.",
  examples: ["quants-ctl worker remove worker-1 --yes"],
  argument: WORKER,
  options: [...ENGINE, YES, DRY_RUN],
  /** What `autoscale run` counts it as a change of. */
  notes: { pool: stringOrNull },
  resume: asItWas,
  view: () => import("../../render/views/worker-change.ts"),
  load: () => import("./remove.ts"),
});
