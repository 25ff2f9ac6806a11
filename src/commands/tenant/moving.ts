import type { Context } from "../../core/context.ts";
import type { EngineTenant, Move } from "../../core/contracts/tenant-engine.ts";
import { QuantsError } from "../../core/errors.ts";
import { refusal } from "../../core/placement/filter.ts";
import { execute } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import type { TenantChangeRecord } from "../../core/records/tenant.ts";
import { isGivenUp, lostWorker } from "../../core/tenants/lost.ts";
import { moveBackSteps } from "../../core/tenants/move-back.ts";
import { moveSteps } from "../../core/tenants/move.ts";
import {
  limitsOf,
  needOf,
  nodeOf,
  placementNodes,
  placeTenant,
} from "../../core/tenants/placing.ts";
import {
  nodeName,
  nodeNamed,
  requireMade,
  requireNoRestore,
  requireStaying,
  requireUp,
  type Work,
} from "../../core/tenants/work.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { changeRecord } from "./change.ts";
import { noRoom, whatHelps } from "./no-room.ts";

interface MoveOptions {
  to?: string;
  lostWorker?: string;
}

export interface PlannedMove {
  action: "move" | "undo move";
  tenant: EngineTenant;
  move: Move;
  /** None: it is there. */
  steps: Step[];
}

/** Where a tenant moves, by an unfinished move of it, or else `to`, or else its placement. */
export async function planMove(
  tenant: EngineTenant,
  { to, lostWorker: named }: MoveOptions,
  work: Work,
  context: Pick<Context, "manager" | "homeRegion" | "settings" | "signal">,
): Promise<PlannedMove> {
  requireStaying(tenant);
  requireMade(tenant);
  requireNoRestore(tenant);
  const lost = lostWorker(tenant, named, work);
  const target = to === undefined ? null : nodeNamed(work.nodes, to).id;
  const begun = tenant.move;
  if (begun !== null && target !== null && target !== begun.to) {
    const there = nodeName(work, begun.to);
    throw new QuantsError(
      "invalid_state",
      `A move of ${tenant.name} to ${there} is not finished.`,
      {
        hint: advice`Finish it first: ${toRun("tenant move", { argument: tenant.name, to: there })}`,
        resource: tenant.name,
      },
    );
  }
  const from = begun?.from ?? nodeOf(tenant);
  const move = begun ?? { from, to: target ?? (await bestFor(tenant, work, context)) };
  if (move.from === move.to) return { action: "move", tenant, move, steps: [] };
  // Once all of it is on the other one, a lost worker has nothing that is missed.
  const isCopied = tenant.parts.some(({ node }) => node === move.to);
  if (!isCopied || !isGivenUp(tenant, move.from, lost, work))
    requireUp(work, move.from, tenant.name);
  if (begun === null && target !== null) await checkRoom(tenant, target, work);
  requireUp(work, move.to, tenant.name);
  return { action: "move", tenant, move, steps: moveSteps(tenant, move, lost, work) };
}

/** An unfinished move back to where the tenant was. */
export function planMoveBack(
  tenant: EngineTenant,
  { lostWorker: named }: MoveOptions,
  work: Work,
): PlannedMove {
  const { name, move, parts } = tenant;
  requireStaying(tenant);
  if (move === null) {
    throw new QuantsError("invalid_state", `No move of ${name} is unfinished.`, {
      hint: advice`To move it again: ${toRun("tenant move", { argument: name })}`,
      resource: name,
    });
  }
  const lost = lostWorker(tenant, named, work);
  requireUp(work, move.from, name);
  const mayRun = parts.some(({ node }) => node === move.to);
  if (mayRun && !isGivenUp(tenant, move.to, lost, work)) requireUp(work, move.to, name);
  const steps = moveBackSteps(tenant, move, lost, work);
  return { action: "undo move", tenant, move: { from: move.to, to: move.from }, steps };
}

export async function carryOutMove(
  { action, tenant, move, steps }: PlannedMove,
  work: Work,
): Promise<{ record: TenantChangeRecord; error: QuantsError | null }> {
  const progress = await execute(steps);
  const record = changeRecord(action, tenant.name, work, {
    ...{ ...progress, tier: tenant.tier, stage: tenant.stage, changed: steps.length > 0 },
    ...{ from: move.from, node: move.to },
  });
  return { record, error: progress.error };
}

async function bestFor(
  tenant: EngineTenant,
  work: Work,
  context: Pick<Context, "manager" | "homeRegion" | "settings" | "signal">,
): Promise<string> {
  const { engine, platform, nodes } = work;
  const need = needOf(tenant, platform);
  if (need === null) throw noSuchTier(tenant);
  const there = placementNodes(nodes, await engine.tenants(), platform, tenant.name);
  const placement = placeTenant(need, there, platform, nodeName(work, nodeOf(tenant)));
  if (placement.node !== null) return nodeNamed(nodes, placement.node).id;
  const helps = await whatHelps(need, there, platform, context);
  throw noRoom({ placement, need, nodes: there, helps });
}

/** Throws unless it fits there. */
export async function checkRoom(tenant: EngineTenant, target: string, work: Work): Promise<void> {
  const { engine, platform, nodes } = work;
  const need = needOf(tenant, platform);
  if (need === null) throw noSuchTier(tenant);
  const name = nodeName(work, target);
  const there = placementNodes(nodes, await engine.tenants(), platform, tenant.name);
  const node = there.find((it) => it.name === name);
  const why = node === undefined ? "it has no pool" : refusal(node, need, limitsOf(platform));
  if (why === null) return;
  throw new QuantsError("capacity", `${tenant.name} can't go to ${name}: ${why}.`, {
    hint: advice`See where it can: ${toRun("tenant place", { argument: tenant.name })}`,
    resource: tenant.name,
  });
}

const noSuchTier = ({ name, tier }: EngineTenant): QuantsError =>
  new QuantsError(
    "config_invalid",
    `${name} is of tier ${tier}, which the platform's file has not.`,
    {
      hint: "Add the tier to the file.",
      resource: name,
    },
  );
