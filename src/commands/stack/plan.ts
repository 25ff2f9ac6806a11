import type { spec } from "./plan.spec.ts";
import type { Command } from "../definition/command.ts";
import type { StackPlanRecord } from "../../core/records/stacks.ts";
import { reportOutsideChanges } from "./state-changes.ts";
import { warnOfFirewalls } from "./firewall-gap.ts";
import { stackRequest } from "./request.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const { summary, setWithoutClosing } = await stack.plan("apply");
    reportOutsideChanges(summary.drift, "plan", context);
    warnOfFirewalls(setWithoutClosing, "plan", context);
    const record: StackPlanRecord = { stack: stack.name, workspace: stack.workspace, ...summary };
    const names = summary.resources.map((it) => it.address);
    return { kind: "report", data: record, names };
  });
};
