import type { EngineTenant } from "../../core/contracts/tenant-engine.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { isDeeper, type Stage } from "../../core/hibernation/stage.ts";
import { refusal } from "../../core/placement/filter.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { TenantChangeRecord } from "../../core/records/tenant.ts";
import type { CommandResult } from "../../core/result.ts";
import { NO_LIMITS } from "../../core/placement/node.ts";
import { needOf, nodeOf, placementNodes } from "../../core/tenants/placing.ts";
import { stageSteps } from "../../core/tenants/sleep.ts";
import {
  nodeName,
  requireMade,
  requireStaying,
  requireStill,
  requireUp,
  theTenant,
  type Work,
} from "../../core/tenants/work.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { planned } from "../shared/planned.ts";
import { changeRecord } from "./change.ts";
import { aboutTenant, openWork } from "./open.ts";
import { tenantName } from "./options.ts";

interface Options {
  argument: string;
  platform?: string;
  host?: string;
  timeout?: number;
  breakLock?: boolean;
  dryRun?: boolean;
}

/** Lets a tenant sleep, or wakes it. */
export async function toStage(
  action: "hibernate" | "wake",
  stage: Stage,
  options: Options,
  context: Omit<Context, "journal" | "resuming"> & {
    journal: Pick<Context["journal"], "recordTargets" | "about">;
  },
): Promise<CommandResult<TenantChangeRecord>> {
  const name = tenantName(options.argument);
  const work = await openWork(options, context);
  const look = async (): Promise<EngineTenant> => {
    const tenant = await theTenant(work.engine, name);
    requireStaying(tenant);
    requireMade(tenant);
    requireStill(tenant);
    requireUp(work, nodeOf(tenant), name);
    if (isDeeper(tenant.stage, stage)) {
      if (action === "hibernate") throw asleepDeeper(tenant, stage);
      await checkRoom({ ...tenant, stage }, work);
    }
    return tenant;
  };
  const first = await look();
  if (options.dryRun === true) return planned(await foresee(stageSteps(first, stage, work)));
  return aboutTenant(name, `tenant ${action}`, work, options, context, async () => {
    const tenant = await look();
    const steps = stageSteps(tenant, stage, work);
    const changes = await foresee(steps);
    const progress = await execute(steps);
    return {
      kind: "report" as const,
      data: changeRecord(action, name, work, {
        ...{ ...progress, tier: tenant.tier, node: nodeOf(tenant), stage },
        changed: changes.length > 0,
      }),
      names: [name],
      error: progress.error,
    };
  });
}

const asleepDeeper = ({ name, stage }: EngineTenant, to: Stage): QuantsError =>
  new QuantsError("invalid_state", `${name} sleeps deeper already: ${stage}, not ${to}.`, {
    hint: advice`To wake it: ${toRun("tenant wake", { argument: name })}`,
    resource: name,
  });

/** What a sleeping tenant gave back may be others' now. */
async function checkRoom(tenant: EngineTenant, work: Work): Promise<void> {
  const { engine, platform, nodes } = work;
  const need = needOf(tenant, platform);
  const name = nodeName(work, nodeOf(tenant));
  const there = placementNodes(nodes, await engine.tenants(), platform, tenant.name);
  const node = there.find((it) => it.name === name);
  if (need === null || node === undefined) return;
  const why = refusal({ ...node, state: "ready" }, need, NO_LIMITS);
  if (why === null) return;
  throw new QuantsError("capacity", `${name} has no room for all of ${tenant.name}: ${why}.`, {
    hint: advice`Move it while it sleeps, then wake it: ${toRun("tenant move", { argument: tenant.name })}`,
    resource: tenant.name,
    retryable: true,
  });
}
