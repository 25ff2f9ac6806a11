import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "reset",
  summary: "delete all that the sandbox holds",
  examples: ["quants-ctl sandbox reset --yes"],
  options: [{ flags: "-y, --yes", help: "do not ask", flagOnly: true }],
  view: () => import("../../render/views/sandbox-status.ts"),
  load: () => import("./reset.ts"),
});
