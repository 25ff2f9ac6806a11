import type { Command } from "../command.ts";

export const command: Command<object> = async (_options, context) => {
  const status = await (await context.sandbox()).status();
  return {
    kind: "report",
    view: "sandbox-status",
    data: status,
    names: status.endpoint === null ? [] : [status.endpoint],
  };
};
