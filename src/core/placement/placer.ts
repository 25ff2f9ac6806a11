import { refusal } from "./filter.ts";
import type { PlacementLimits, PlacementNode, PlacementTenant } from "./node.ts";
import { totalOf } from "./score.ts";

/**
 * Many placements on the same nodes: scores are computed again only for nodes that changed. Decides
 * as `place` does.
 */
export class Placer<N extends PlacementNode> {
  readonly #nodes: readonly N[];
  readonly #index: ReadonlyMap<N, number>;
  readonly #totals: Float64Array;
  readonly #limits: PlacementLimits;

  constructor(nodes: readonly N[], limits: PlacementLimits) {
    // In the order of their names, so that of equal scores the first wins.
    this.#nodes = nodes.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    this.#index = new Map(this.#nodes.map((node, index) => [node, index]));
    this.#totals = Float64Array.from(this.#nodes, totalOf);
    this.#limits = limits;
  }

  /** To be called when what is reserved on a node has changed. */
  update(node: N): void {
    const index = this.#index.get(node);
    if (index !== undefined) this.#totals[index] = totalOf(node);
  }

  /** The node with the lowest score that the tenant fits on; null: none has room. */
  best(tenant: PlacementTenant): N | null {
    let best: N | null = null;
    let lowest = Infinity;
    for (let index = 0; index < this.#totals.length; index += 1) {
      const total = this.#totals[index] ?? Infinity;
      if (total >= lowest) continue;
      const node = this.#nodes[index];
      if (node === undefined || refusal(node, tenant, this.#limits) !== null) continue;
      best = node;
      lowest = total;
    }
    return best;
  }
}
