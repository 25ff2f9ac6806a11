import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { CHANGES, ENGINE, LOST_WORKER, TENANT } from "./options.ts";

export const spec = defineCommand({
  name: "destroy",
  summary: "delete a tenant with all of its data",
  about:
    "Its parts, volumes, secrets and network; nothing is kept. Repeating it finishes what was interrupted. While " +
    "its worker is down it is refused, as the data there would stay; --lost-worker says that it never comes back.",
  examples: ["quants-ctl tenant destroy ada --yes"],
  argument: TENANT,
  options: [LOST_WORKER, ...ENGINE, ...CHANGES, YES, DRY_RUN],
  resume: asItWas,
  view: () => import("../../render/views/tenant-change.ts"),
  load: () => import("./destroy.ts"),
});
