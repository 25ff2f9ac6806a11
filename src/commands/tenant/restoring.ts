import type { EngineTenant } from "../../core/contracts/tenant-engine.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { isDown, isGivenUp, lostWorker } from "../../core/tenants/lost.ts";
import { nodesOf } from "../../core/tenants/placing.ts";
import type { Restore } from "../../core/tenants/restore.ts";
import {
  nodeName,
  nodeNamed,
  requireMade,
  requireStaying,
  requireUp,
  type Work,
} from "../../core/tenants/work.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { checkRoom } from "./moving.ts";

interface Options {
  to?: string;
  lostWorker?: string;
}

/** Where a tenant is restored, by an unfinished restore of it, or else as it is said. */
export async function planRestore(
  tenant: EngineTenant,
  { to, lostWorker: named }: Options,
  work: Work,
): Promise<Restore> {
  requireStaying(tenant);
  requireMade(tenant);
  const begun = tenant.restore;
  const lost = lostWorker(tenant, named, work);
  requireNoOtherMove(tenant, lost);
  const target = to === undefined ? (begun?.to ?? null) : nodeNamed(work.nodes, to).id;
  if (begun !== null && target !== begun.to) {
    throw new QuantsError("invalid_state", `A restore of ${tenant.name} is not finished.`, {
      hint: advice`Finish it: ${toRun("tenant restore", { argument: tenant.name, to: nodeName(work, begun.to) })}`,
      resource: tenant.name,
    });
  }
  if (target === null && lost !== null) {
    throw new UsageError("Where was its data restored? --to is missing.", {
      hint: advice`A worker with room: ${toRun("tenant place", { argument: tenant.name })}`,
    });
  }
  const place = target ?? tenant.parts[0]?.node ?? "";
  const others = nodesOf(tenant).filter((it) => it !== place && it !== tenant.move?.to);
  for (const node of others) requireLost(tenant, node, lost, work);
  requireUp(work, place, tenant.name);
  if (begun === null && others.length > 0) await checkRoom(tenant, place, work);
  return { from: lost ?? others[0] ?? place, to: place, lost };
}

/** A worker of the tenant that it is not restored on runs nothing of it only when it is lost. */
function requireLost(tenant: EngineTenant, node: string, lost: string | null, work: Work): void {
  const { name } = tenant;
  if (!isDown(work, node)) {
    const there = nodeName(work, node);
    throw new QuantsError("invalid_state", `${name} is on ${there}, which is up.`, {
      hint: "Restore it there, and move it then.",
      resource: name,
    });
  }
  if (!isGivenUp(tenant, node, lost, work)) requireUp(work, node, name);
}

/** A move from a worker that died before the copy was whole can't be finished, nor taken back. */
function requireNoOtherMove({ name, move, parts }: EngineTenant, lost: string | null): void {
  if (move === null) return;
  if (move.from === lost && parts.every(({ node }) => node === lost)) return;
  throw new QuantsError("invalid_state", `A move of ${name} is not finished.`, {
    hint: advice`Finish it: ${toRun("tenant move", { argument: name })}; or take it back: ${toRun("tenant move", { argument: name, undo: true })}`,
    resource: name,
  });
}
