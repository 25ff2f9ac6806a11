import type { StackPlanRecord } from "../../core/records/stacks.ts";
import type { Command } from "../command.ts";
import { tellOfDrift } from "./state-changes.ts";
import { tellOfFirewalls } from "./firewall-gap.ts";
import { type StackOptions, stackRequest } from "./request.ts";

export const command: Command<StackOptions> = async (options, context) => {
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const { summary, setWithoutClosing } = await stack.plan("apply");
    tellOfDrift(summary.drift, "plan", context);
    tellOfFirewalls(setWithoutClosing, "plan", context);
    const record: StackPlanRecord = { stack: stack.name, workspace: stack.workspace, ...summary };
    const names = summary.resources.map((it) => it.address);
    return { kind: "report", view: "stack-planned", data: record, names };
  });
};
