import type { spec } from "./destroy.spec.ts";
import type { Command } from "../definition/command.ts";
import { planAndApply } from "./plan-and-apply.ts";

export const command: Command<typeof spec> = (options, context) =>
  planAndApply(options, context, "destroy");
