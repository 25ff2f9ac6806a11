import { foresee } from "../../core/plan/execute.ts";
import { theTenant } from "../../core/tenants/work.ts";
import type { Command } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { carryOutMove, planMove, planMoveBack } from "./moving.ts";
import type { spec } from "./move.spec.ts";
import { aboutTenant, openWork } from "./open.ts";
import { tenantName } from "./options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = tenantName(options.argument);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, "move a tenant");
  const work = await openWork(options, context);
  const planNow = async () => {
    const tenant = await theTenant(work.engine, name);
    return options.undo === true
      ? planMoveBack(tenant, options, work)
      : planMove(tenant, options, work, context);
  };
  const first = await planNow();
  if (options.dryRun === true) return planned(await foresee(first.steps));
  if (asks && first.steps.length > 0) {
    const [change] = await foresee(first.steps);
    await confirmByTyping(context, {
      facts: [`${name}: ${change?.detail ?? ""}. It is down meanwhile.`],
      question: `Type ${name} to move it`,
      expected: name,
    });
  }
  return aboutTenant(name, "tenant move", work, options, context, async () => {
    const data = await carryOutMove(await planNow(), work);
    return { kind: "report" as const, data: data.record, names: [name], error: data.error };
  });
};
