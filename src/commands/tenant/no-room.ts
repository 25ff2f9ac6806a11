import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { PlacementNode, PlacementTenant } from "../../core/placement/node.ts";
import { refusal } from "../../core/placement/filter.ts";
import type { Placement } from "../../core/placement/place.ts";
import type { Platform } from "../../core/platform/schema.ts";
import { limitsOf } from "../../core/tenants/placing.ts";
import { oneRegion } from "../shared/regions.ts";

/** What would make room, and what it costs. */
export async function whatHelps(
  need: PlacementTenant,
  nodes: readonly PlacementNode[],
  platform: Platform,
  context: Pick<Context, "manager" | "homeRegion" | "settings" | "signal">,
): Promise<string> {
  const pool = platform.pools[need.pool];
  const own = nodes.filter((it) => it.pool === need.pool);
  const drained = own.filter(
    (it) =>
      it.state === "drained" &&
      refusal({ ...it, state: "ready" }, need, limitsOf(platform)) === null,
  );
  const ways = drained.map(({ name }) => `end the drain of ${name}`);
  const most = pool?.max_workers ?? Infinity;
  const isFull = own.length >= most;
  ways.push(
    isFull
      ? `raise max_workers of pool ${need.pool}, which has its ${most}, and add a worker`
      : `add a worker of pool ${need.pool}: ${await costOf(pool?.bundle ?? "", context)}`,
  );
  ways.push("let idle tenants of the pool sleep");
  return `${ways.join("; or ")}.`;
}

async function costOf(
  bundle: string,
  context: Pick<Context, "manager" | "homeRegion" | "settings" | "signal">,
): Promise<string> {
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

export function noRoom(
  { tenant, candidates }: Placement,
  pool: string,
  helps: string,
): QuantsError {
  const why = candidates
    .filter((it) => it.refused !== null)
    .slice(0, 5)
    .map((it) => `${it.node}: ${it.refused}`);
  return new QuantsError(
    "capacity",
    `There is no room for ${tenant} in pool ${pool}: it is pending.`,
    {
      hint: `Nothing was made. ${why.length === 0 ? "The pool has no worker. " : `${why.join("; ")}. `}What helps: ${helps}`,
      resource: tenant,
      retryable: true,
    },
  );
}
