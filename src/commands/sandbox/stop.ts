import type { spec } from "./stop.spec.ts";
import type { Command } from "../definition/command.ts";
import type { StoppedServer } from "../../core/records/sandbox.ts";

/** That none runs is what was asked for. */
export const command: Command<typeof spec> = async (_options, context) => {
  const control = await context.sandbox();
  const server = await control.stop(context.signal);
  const data: StoppedServer = {
    endpoint: server?.endpoint ?? null,
    pid: server?.pid ?? null,
    changed: server !== null,
  };
  return {
    kind: "report",
    data,
    names: server === null ? [] : [server.endpoint],
  };
};
