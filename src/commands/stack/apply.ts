import type { spec } from "./apply.spec.ts";
import type { Command } from "../definition/command.ts";
import { planAndApply } from "./plan-and-apply.ts";

export const command: Command<typeof spec> = (options, context) =>
  planAndApply(options, context, "apply");
