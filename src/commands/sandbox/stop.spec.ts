import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "stop",
  summary: "end the server that runs on the sandbox's folder",
  about: "Ends with 0 when none runs as well. What the sandbox holds is kept.",
  examples: ["quants-ctl sandbox stop"],
  options: [],
  view: () => import("../../render/views/sandbox-stopped.ts"),
  load: () => import("./stop.ts"),
});
