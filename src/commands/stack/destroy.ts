import type { spec } from "./destroy.spec.ts";
import type { Command } from "../definition/command.ts";
import { carryOut } from "./carry-out.ts";

export const command: Command<typeof spec> = (options, context) =>
  carryOut(options, context, "destroy");
