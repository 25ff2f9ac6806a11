import type { Command } from "../command.ts";
import { type CarryOutOptions, carryOut } from "./carry-out.ts";

export const command: Command<CarryOutOptions> = (options, context) =>
  carryOut(options, context, "apply");
