import type { Command } from "../../command.ts";
import { type ChangeOptions, changeFirewalls } from "./change.ts";
import { type WantedOptions, readWanted } from "./rules-file.ts";

export const command: Command<ChangeOptions & WantedOptions> = async (options, context) => {
  const wanted = await readWanted(options, context);
  return changeFirewalls(options, context, () => wanted);
};
