import type { spec } from "./refresh.spec.ts";
import type { Command } from "../definition/command.ts";
import { planAndApply } from "./plan-and-apply.ts";
import { stackRequest } from "./request.ts";
import type { StackPlanRecord } from "../../core/records/stacks.ts";

/** `stack refresh --dry-run` in JSON. */
interface RefreshPlannedRecord extends StackPlanRecord {
  dry_run: true;
}

export const command: Command<typeof spec> = async (options, context) => {
  if (options.dryRun !== true) return planAndApply(options, context, "refresh");
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const { summary } = await stack.plan("refresh");
    const { name, workspace } = stack;
    const data: RefreshPlannedRecord = { dry_run: true, stack: name, workspace, ...summary };
    const names = summary.drift.map((it) => it.address);
    return { kind: "report", data, names };
  });
};
