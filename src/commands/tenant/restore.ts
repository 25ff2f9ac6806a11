import { execute, foresee } from "../../core/plan/execute.ts";
import { partsFor, volumeOwners } from "../../core/tenants/parts.ts";
import { restoreSteps } from "../../core/tenants/restore.ts";
import { nodeName, theTenant } from "../../core/tenants/work.ts";
import type { Command } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { changeRecord } from "./change.ts";
import { aboutTenant, openWork, tierNamed } from "./open.ts";
import { tenantName } from "./options.ts";
import type { spec } from "./restore.spec.ts";
import { planRestore } from "./restoring.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const name = tenantName(options.argument);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, "restore a tenant");
  const work = await openWork(options, context);
  const look = async () => {
    const tenant = await theTenant(work.engine, name);
    const restore = await planRestore(tenant, options, work);
    const owners = volumeOwners(partsFor(work.platform, tierNamed(tenant.tier, work.platform)));
    return { tenant, restore, steps: restoreSteps(tenant, owners, restore, work) };
  };
  const first = await look();
  const changes = await foresee(first.steps);
  if (options.dryRun === true) return planned(changes);
  if (asks) {
    const { lost } = first.restore;
    await confirmByTyping(context, {
      facts: [
        ...changes.map(({ detail }) => `${name}: ${detail}.`),
        ...(lost === null
          ? []
          : [
              `${nodeName(work, lost)} must be off for good: cut off, it would go on running what it has.`,
            ]),
      ],
      question: `Type ${name} to restore it`,
      expected: name,
    });
  }
  return aboutTenant(name, "tenant restore", work, options, context, async () => {
    const { tenant, restore, steps } = await look();
    const progress = await execute(steps);
    return {
      kind: "report" as const,
      data: changeRecord("restore", name, work, {
        ...{ ...progress, tier: tenant.tier, stage: tenant.stage, changed: true },
        ...{ from: restore.from, node: restore.to },
      }),
      names: [name],
      error: progress.error,
    };
  });
};
