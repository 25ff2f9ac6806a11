import type { StoppedServer } from "../../core/records/sandbox.ts";
import type { Command } from "../command.ts";

/** That none runs is what was asked for. */
export const command: Command<object> = async (_options, context) => {
  const control = await context.sandbox();
  const server = await control.stop(context.signal);
  const data: StoppedServer = {
    endpoint: server?.endpoint ?? null,
    pid: server?.pid ?? null,
    changed: server !== null,
  };
  return {
    kind: "report",
    view: "sandbox-stopped",
    data,
    names: server === null ? [] : [server.endpoint],
  };
};
