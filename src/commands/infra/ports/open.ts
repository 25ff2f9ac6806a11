import { withOpened } from "../../../core/firewall/plan.ts";
import type { Command } from "../../command.ts";
import { type ChangeOptions, changeFirewalls } from "./change.ts";
import { type RuleOptions, readRules } from "./rule-texts.ts";

export const command: Command<ChangeOptions & RuleOptions> = async (options, context) => {
  const rules = await readRules(options.argument ?? [], options, context);
  return changeFirewalls(options, context, (before) => withOpened(before, rules));
};
