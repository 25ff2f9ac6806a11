import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { PlacementNode, PlacementTenant } from "../../core/placement/node.ts";
import { refusal } from "../../core/placement/filter.ts";
import type { Placement } from "../../core/placement/place.ts";
import type { Platform } from "../../core/platform/schema.ts";
import { limitsOf } from "../../core/tenants/placing.ts";
import { type Advice, advice, joined, toRun, type Wording } from "../../core/text/advice.ts";
import { oneRegion } from "../shared/regions.ts";

type PriceContext = Pick<Context, "manager" | "homeRegion" | "settings" | "signal">;

/** Workers of which it is said why they are not for it. */
const MOST = 5;

/** What would make room, and what it costs. */
export async function whatHelps(
  need: PlacementTenant,
  nodes: readonly PlacementNode[],
  platform: Platform,
  context: PriceContext,
): Promise<Advice> {
  const pool = platform.pools[need.pool];
  const own = nodes.filter((it) => it.pool === need.pool);
  const drained = own.filter(
    (it) =>
      it.state === "drained" &&
      refusal({ ...it, state: "ready" }, need, limitsOf(platform)) === null,
  );
  const ways: Wording[] = drained.map(
    ({ name }) =>
      advice`end the drain of ${name}: ${toRun("worker drain", { argument: name, undo: true })}`,
  );
  const most = pool?.max_workers ?? Infinity;
  const add = advice`${toRun("worker add", { argument: "NAME", pool: need.pool })} (${await costOf(pool?.bundle ?? "", context)})`;
  ways.push(
    own.length >= most
      ? advice`raise max_workers of pool ${need.pool}, which has its ${most}, and add a worker: ${add}`
      : advice`add a worker: ${add}`,
    advice`let idle tenants of the pool sleep: ${toRun("tenant hibernate run")}`,
  );
  return joined(ways, "; or ");
}

async function costOf(bundle: string, context: PriceContext): Promise<string> {
  try {
    const manager = await oneRegion(context as Context);
    const all = await manager.listBundles({ signal: context.signal });
    const found = all.find((it) => it.bundle_id === bundle);
    if (found !== undefined) return `a ${bundle} costs $${found.monthly_price_usd} a month`;
  } catch (error) {
    if (context.signal.aborted) throw error;
  }
  return `a ${bundle}; its price could not be read`;
}

interface Refused {
  placement: Placement;
  need: PlacementTenant;
  nodes: readonly PlacementNode[];
  helps: Wording;
}

/** Which pool is full, and why each of its workers is not for the tenant. */
export function noRoom({ placement, need, nodes, helps }: Refused): QuantsError {
  const own = new Set(nodes.filter((it) => it.pool === need.pool).map(({ name }) => name));
  const why = placement.candidates
    .filter(({ node, refused }) => own.has(node) && refused !== null)
    .map((it) => `${it.node}: ${it.refused}`);
  const more = why.length > MOST ? [`and ${why.length - MOST} more`] : [];
  const told = why.length === 0 ? "it has no worker" : [...why.slice(0, MOST), ...more].join("; ");
  return new QuantsError("capacity", `There is no room for ${need.name} in pool ${need.pool}.`, {
    hint: advice`Its workers: ${told}. What helps: ${helps}`,
    resource: need.name,
    retryable: true,
  });
}
