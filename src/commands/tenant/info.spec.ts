import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT } from "../definition/options.ts";
import { ENGINE, TENANT } from "./options.ts";

export const spec = defineCommand({
  name: "info",
  summary: "show a tenant, its parts, and what is wrong with them",
  examples: ["quants-ctl tenant info ada"],
  argument: TENANT,
  options: [...ENGINE, ANSWER_TIMEOUT],
  view: () => import("../../render/views/tenant.ts"),
  load: () => import("./info.ts"),
});
