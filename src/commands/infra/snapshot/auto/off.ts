import type { Command } from "../../../definition/command.ts";
import { changeAutoSnapshots } from "./change.ts";
import type { spec } from "./off.spec.ts";

export const command: Command<typeof spec> = (options, context) =>
  changeAutoSnapshots(null, options, context);
