import { LEAVING_TAG, leavingNode } from "../../core/autoscale/leaving.ts";
import type { EngineNode } from "../../core/contracts/tenant-engine.ts";
import { workerTarget } from "../../core/journal/target.ts";
import type { Instance } from "../../core/model.ts";
import { theTenant, type Work } from "../../core/tenants/work.ts";
import { oneRegion } from "../shared/regions.ts";
import { carryOutMove, planMove } from "../tenant/moving.ts";
import { aboutTenant } from "../tenant/open.ts";
import type { RunContext, RunOptions } from "./run-options.ts";

/** Takes back what an earlier run began: the worker stays, and moves that were begun are finished. */
export async function keep(
  node: EngineNode,
  server: Instance | null,
  work: Work,
  options: RunOptions,
  context: RunContext,
): Promise<void> {
  for (const { name, move } of await work.engine.tenants()) {
    if (move?.from !== node.id) continue;
    const { error } = await aboutTenant(name, "autoscale run", work, options, context, async () =>
      carryOutMove(await planMove(await theTenant(work.engine, name), {}, work, context), work),
    );
    if (error !== null) throw error;
  }
  if (server === null || leavingNode(server) === null) return;
  await context.journal.about(workerTarget(node.name), async () => {
    await work.engine.setTaking(node.id, true);
    return {};
  });
  const manager = await oneRegion(context);
  await manager.untagInstance(server.name, [LEAVING_TAG], { signal: context.signal });
}
