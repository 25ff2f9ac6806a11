import type { spec } from "./open.spec.ts";
import type { Command } from "../../definition/command.ts";
import { withOpened } from "../../../core/firewall/plan.ts";
import { changeFirewalls } from "./change.ts";
import { readRules } from "./rule-texts.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const rules = await readRules(options.argument ?? [], options, context);
  return changeFirewalls(options, context, (before) => withOpened(before, rules));
};
