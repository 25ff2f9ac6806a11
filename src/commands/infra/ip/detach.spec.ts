import { string } from "../../../core/journal/shapes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { REGION, YES, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { IP_NAME_ARGUMENT, IP_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "detach",
  summary: "take a static IP from its instance, and keep it",
  about:
    "The instance gets another address, and the static IP is billed from then on. Asks for its name; " +
    "without a terminal it needs --yes.",
  examples: ["quants-ctl infra ip detach --name dev-monitor-static-ip --yes"],
  argument: IP_NAME_ARGUMENT,
  options: [IP_NAME, REGION, YES, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  notes: { ip: string, from: string },
  undo: ({ noted }) => ({
    path: "infra ip move",
    options: { argument: noted.ip, to: noted.from },
  }),
  view: () => import("../../../render/views/ip.ts"),
  load: () => import("./detach.ts"),
});
