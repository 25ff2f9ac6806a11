import type { EngineTenant } from "../../core/contracts/tenant-engine.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import { destroySteps } from "../../core/tenants/destroy.ts";
import { lostWorker } from "../../core/tenants/lost.ts";
import { theTenant } from "../../core/tenants/work.ts";
import type { Command } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { changeRecord } from "./change.ts";
import type { spec } from "./destroy.spec.ts";
import { aboutTenant, openWork } from "./open.ts";
import { tenantName } from "./options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = tenantName(options.argument);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `destroy ${name}`);
  const work = await openWork(options, context);
  const { engine } = work;
  const lostOf = (tenant: EngineTenant | null): string | null =>
    tenant === null ? null : lostWorker(tenant, options.lostWorker, work);
  const look = async () => {
    const tenant = await engine.tenant(name);
    if (tenant === null && (await engine.remains(name)).length === 0) await theTenant(engine, name);
    return { tenant, steps: destroySteps(name, tenant, lostOf(tenant), work) };
  };
  const first = await look();
  const changes = await foresee(first.steps);
  if (options.dryRun === true) return planned(changes);
  if (asks) {
    await confirmByTyping(context, {
      facts: ["This will be lost:", ...changes.map(({ detail }) => `  ${name}: ${detail}`)],
      question: `Type ${name} to destroy it`,
      expected: name,
    });
  }
  return aboutTenant(name, "tenant destroy", work, options, context, async () => {
    const { tenant, steps } = await look();
    const progress = await execute(steps);
    return {
      kind: "report" as const,
      data: changeRecord("destroy", name, work, {
        ...{ ...progress, tier: tenant?.tier ?? null, node: null, stage: null, changed: true },
      }),
      names: [name],
      error: progress.error,
    };
  });
};
