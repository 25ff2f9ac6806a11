import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { CHANGES, ENGINE } from "../tenant/options.ts";
import { WORKER } from "./options.ts";

export const spec = defineCommand({
  name: "drain",
  summary: "move all tenants of a worker elsewhere, one at a time",
  about:
    "It takes no more tenants from then on. Each is moved as `tenant move` does it. One for which there is no room " +
    "stays where it is, and the others are moved. Repeating it goes on; --undo lets it take tenants again.",
  examples: ["quants-ctl worker drain worker-1 --yes", "quants-ctl worker drain worker-1 --undo"],
  argument: WORKER,
  options: [
    { flags: "--undo", help: "let it take tenants again", flagOnly: true },
    ...ENGINE,
    ...CHANGES,
    YES,
    DRY_RUN,
  ],
  resume: asItWas,
  undo: ({ options: { argument } }) => ({
    path: "worker drain",
    options: { argument, undo: true },
  }),
  view: () => import("../../render/views/worker-change.ts"),
  load: () => import("./drain.ts"),
});
