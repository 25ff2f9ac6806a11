import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT } from "../definition/options.ts";
import { ENGINE } from "../tenant/options.ts";
import { WORKER } from "./options.ts";

export const spec = defineCommand({
  name: "info",
  summary: "show a worker, and the tenants on it",
  examples: ["quants-ctl worker info worker-1"],
  argument: WORKER,
  options: [...ENGINE, ANSWER_TIMEOUT],
  view: () => import("../../render/views/worker.ts"),
  load: () => import("./info.ts"),
});
