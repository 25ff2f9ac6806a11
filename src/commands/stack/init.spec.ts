import { defineCommand } from "../definition/command.ts";
import { NAME, EXTRA, WHERE } from "./options.ts";

export const spec = defineCommand({
  name: "init",
  summary: "prepare a stack: download its providers and modules",
  examples: ["quants-ctl stack init dev", "quants-ctl stack init dev --provider sandbox"],
  argument: NAME,
  extra: EXTRA,
  options: [
    ...WHERE,
    {
      flags: "--create-workspace",
      help: "make the workspace given by --workspace, if it is not there",
      flagOnly: true,
    },
  ],
  view: () => import("../../render/views/stack-initialised.ts"),
  load: () => import("./init.ts"),
});
