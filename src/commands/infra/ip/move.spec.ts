import { string, stringOrNull } from "../../../core/journal/shapes.ts";
import { asItWas } from "../../definition/resumption.ts";
import { REGION, DRY_RUN } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { TO } from "./options.ts";

export const spec = defineCommand({
  name: "move",
  summary: "take a static IP from the instance that holds it and attach it to another",
  about:
    "Detaches and attaches as one command: wherever it is interrupted, running it again, or infra resume, " +
    "continues; infra resume --undo gives it back. The addresses of both instances change, and are shown.",
  examples: ["quants-ctl infra ip move prod-exec-ip --to prod-exec-2"],
  argument: { name: "<ip>", help: "name of the static IP", names: "static_ips" },
  options: [TO, REGION, DRY_RUN],
  resume: asItWas,
  notes: { ip: string, from: stringOrNull, to: string },
  undo: ({ options: { argument }, noted: { from } }) =>
    from === undefined || from === null
      ? { path: "infra ip detach", options: { name: argument } }
      : { path: "infra ip move", options: { argument, to: from } },
  view: () => import("../../../render/views/ip.ts"),
  load: () => import("./move.ts"),
});
