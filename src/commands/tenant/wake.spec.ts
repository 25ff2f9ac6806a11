import { defineCommand } from "../definition/command.ts";
import { DRY_RUN } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { CHANGES, ENGINE, TENANT } from "./options.ts";

export const spec = defineCommand({
  name: "wake",
  summary: "start all of a tenant again, and wait until it is well",
  examples: ["quants-ctl tenant wake ada"],
  argument: TENANT,
  options: [...ENGINE, ...CHANGES, DRY_RUN],
  resume: asItWas,
  view: () => import("../../render/views/tenant-change.ts"),
  load: () => import("./wake.ts"),
});
