import { boolean, string, stringOrNull } from "../../../core/journal/shapes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { checkName } from "../../../core/instances/names.ts";
import { REGION, DRY_RUN, CHANGE_TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { IP_NAME_ARGUMENT, IP_NAME } from "./options.ts";

export const spec = defineCommand({
  name: "allocate",
  summary: "allocate a static IP, and attach it with --attach-to",
  about:
    "Allocates a static IP of that name, or takes the one that is there. With --attach-to nothing is " +
    "allocated unless the instance can take it. Safe to repeat.",
  examples: ["quants-ctl infra ip allocate --name dev-monitor-static-ip --attach-to dev-monitor"],
  options: [
    IP_NAME,
    {
      flags: "--attach-to <instance>",
      names: "instances",
      help: "attach it to this running instance",
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    REGION,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  argument: IP_NAME_ARGUMENT,
  resume: asItWas,
  notes: { ip: string, allocates: boolean, address: string, from: stringOrNull, to: string },
  undo: ({ options: { name }, noted }) =>
    noted.allocates === true && name !== undefined
      ? {
          path: "infra ip release",
          options: { name: [name], force: noted.to !== undefined, ifExists: true },
        }
      : { path: "infra ip detach", options: { name } },
  view: () => import("../../../render/views/ip.ts"),
  load: () => import("./allocate.ts"),
});
