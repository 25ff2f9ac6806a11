import type { spec } from "./set.spec.ts";
import type { Command } from "../../definition/command.ts";
import { changeFirewalls } from "./change.ts";
import { readWanted } from "./rules-file.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const wanted = await readWanted(options, context);
  return changeFirewalls(options, context, () => wanted);
};
