import type { ScaleChange } from "../../core/autoscale/choose.ts";
import { whyNotEmptied } from "../../core/autoscale/can-empty.ts";
import { LEAVING_TAG, leavingNode } from "../../core/autoscale/leaving.ts";
import type { EngineNode } from "../../core/contracts/tenant-engine.ts";
import { toQuantsError } from "../../core/errors.ts";
import { instanceTarget, workerTarget } from "../../core/journal/target.ts";
import type { Instance } from "../../core/model.ts";
import type { RemovalStep } from "../../core/records/autoscale.ts";
import type { Work } from "../../core/tenants/work.ts";
import { defined } from "../../core/text/defined.ts";
import { command as destroy } from "../infra/destroy.ts";
import { oneRegion } from "../shared/regions.ts";
import { command as drain } from "../worker/drain.ts";
import { command as removeWorker } from "../worker/remove.ts";
import { keep } from "./keep.ts";
import type { Outcome } from "./outcome.ts";
import type { RunContext, RunOptions } from "./run-options.ts";
import { refuseOthers, requireNoTenants, serverOf } from "./server-of.ts";

const STEPS: readonly RemovalStep[] = ["marked", "emptied", "removed", "destroyed"];

/**
 * Empties a worker, takes it out of the Swarm, and destroys its server, in this order. A tag of the
 * server says so from the beginning: whoever comes next, from whatever machine, goes on.
 */
export async function giveUp(
  change: ScaleChange,
  work: Work,
  options: RunOptions,
  context: RunContext,
): Promise<Outcome> {
  const { worker: name } = change;
  const manager = await oneRegion(context);
  const { region } = manager;
  // Its server is open until it is destroyed, whatever of the rest is done.
  context.journal.recordTargets([workerTarget(name), instanceTarget({ region, name })]);
  const done: RemovalStep[] = [];
  const ended = (more: Pick<Outcome, "result" | "error" | "reason">): Outcome => ({
    ...{ ...more, done, not_done: STEPS.filter((it) => !done.includes(it)) },
  });
  try {
    const server = await serverOf(change, manager, context);
    const node = work.nodes.find(({ id }) => id === change.node);
    refuseOthers(change, node, work);
    if (node !== undefined) {
      const tenants = await work.engine.tenants();
      const why = whyNotEmptied(node, work.nodes, tenants, work.platform);
      if (why !== null) {
        await keep(node, server, work, options, context);
        return ended({ result: "kept", reason: why, error: null });
      }
      await mark(server, node, context);
      done.push("marked");
      await leave(node, options, context);
    }
    await requireNoTenants(change, work);
    done.splice(0, done.length, "marked", "emptied", "removed");
    await destroyServer(change, region, options, context);
    done.push("destroyed");
    return ended({ result: "removed", reason: null, error: null });
  } catch (caught) {
    return ended({ result: "failed", reason: null, error: toQuantsError(caught) });
  }
}

async function mark(
  server: Instance | null,
  { id }: EngineNode,
  context: RunContext,
): Promise<void> {
  if (server === null || leavingNode(server) === id) return;
  const manager = await oneRegion(context);
  await manager.tagInstance(server.name, { [LEAVING_TAG]: id }, { signal: context.signal });
}

/** Out of the Swarm, without its tenants. */
async function leave({ id }: EngineNode, options: RunOptions, context: RunContext): Promise<void> {
  const { platform, host, timeout, breakLock } = options;
  const where = { ...defined({ platform, host }), argument: id, yes: true };
  const emptied = await drain({ ...where, ...defined({ timeout, breakLock }) }, context);
  if ("error" in emptied && emptied.error) throw emptied.error;
  await removeWorker(where, context);
}

export async function destroyServer(
  { worker, identity }: Pick<ScaleChange, "worker" | "identity">,
  region: string,
  { timeout, dryRun }: RunOptions,
  context: RunContext,
) {
  // That very server: one that has its name by now stays.
  const resuming = { confirmed: { [`${region} ${worker}`]: identity } };
  const options = { name: [worker], yes: true, ...defined({ timeout, dryRun }) };
  const ended = await destroy(options, { ...context, resuming });
  if ("error" in ended && ended.error) throw ended.error;
  return ended;
}
