import type { EngineNode, EngineTenant } from "../contracts/tenant-engine.ts";
import type { PlacementNode } from "../placement/node.ts";
import { Placer } from "../placement/placer.ts";
import { reserved } from "../placement/place.ts";
import type { Platform } from "../platform/schema.ts";
import { limitsOf, needOf, nodesOf, placementNodes } from "../tenants/placing.ts";

/**
 * Why a worker can't be emptied, by draining it on paper: each of its tenants must find a place on
 * the others, beside those that found theirs before. Null: it can.
 */
export function whyNotEmptied(
  worker: EngineNode,
  nodes: readonly EngineNode[],
  tenants: readonly EngineTenant[],
  platform: Platform,
): string | null {
  if (worker.is_manager) return "it is a manager of the Swarm";
  if (worker.state === "down") return "it is down";
  const others = nodes.filter(({ id }) => id !== worker.id);
  const left: PlacementNode[] = placementNodes(others, tenants, platform);
  const placer = new Placer(left, limitsOf(platform));
  for (const tenant of tenants.filter((it) => nodesOf(it).includes(worker.id))) {
    const { name, move, restore, is_new: isNew, is_leaving: isLeaving, tier } = tenant;
    if (move?.to === worker.id) return `${name} is on its way to it`;
    if (restore !== null) return `${name} is being restored`;
    if (isNew) return `${name} is being made`;
    if (isLeaving) return `${name} is being destroyed`;
    // Its place on another one is counted already.
    if (move !== null) continue;
    const need = needOf(tenant, platform);
    if (need === null) return `${name} is of tier ${tier}, which the platform's file has not`;
    const best = placer.best(need);
    if (best === null) return `${name} finds no place on the others`;
    Object.assign(best, reserved(best, need));
    placer.update(best);
  }
  return null;
}
