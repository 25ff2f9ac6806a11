import { string, stringOrNull } from "../../../core/journal/shapes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { REGION, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { IP_NAME_ARGUMENT, IP_NAME, TO } from "./options.ts";

export const spec = defineCommand({
  name: "attach",
  summary: "attach a free static IP to an instance",
  about:
    "The instance gives up the address that it has, and gets this one. A static IP that another instance " +
    "holds is not taken from it: that is what infra ip move does.",
  examples: ["quants-ctl infra ip attach --name dev-monitor-static-ip --to dev-monitor"],
  argument: IP_NAME_ARGUMENT,
  options: [IP_NAME, TO, REGION, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  notes: { ip: string, from: stringOrNull, to: string },
  undo: ({ options: { name } }) => ({ path: "infra ip detach", options: { name } }),
  view: () => import("../../../render/views/ip.ts"),
  load: () => import("./attach.ts"),
});
