import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "status",
  summary: "show where the sandbox is and what it holds",
  examples: ["quants-ctl sandbox status --output json | jq -r .endpoint"],
  options: [],
  view: () => import("../../render/views/sandbox-status.ts"),
  load: () => import("./status.ts"),
});
