import { cents, type StackCostLine } from "./lines.ts";
import { totalOf, type Total } from "./total.ts";

/** A part of a stack: a module that it calls, or a type of what stands beside all modules. */
export interface ComponentCost {
  component: string;
  /** Of what has a price. */
  monthly_usd: number;
  complete: boolean;
}

/** One way to build a stack, with lines of one's own beside its resources. */
export interface VariantCost extends Total {
  name: string;
  components: ComponentCost[];
}

/** A line that no plan has: people, a server elsewhere. */
export interface OwnLine {
  what: string;
  monthly_usd: number;
}

/** The module at the top of an address: `module.redis.aws_…` is `redis`. */
function componentOf({ address, type }: Pick<StackCostLine, "address" | "type">): string {
  return /^module\.([^.[]+)/.exec(address)?.[1] ?? type;
}

export function variantCost(
  name: string,
  lines: readonly StackCostLine[],
  own: readonly OwnLine[],
): VariantCost {
  const groups = new Map<string, StackCostLine[]>();
  for (const line of lines) {
    const component = componentOf(line);
    groups.set(component, [...(groups.get(component) ?? []), line]);
  }
  const total = totalOf(lines);
  const ownUsd = own.reduce((sum, it) => sum + it.monthly_usd, 0);
  return {
    name,
    ...total,
    monthly_usd: cents(total.monthly_usd + ownUsd),
    components: [
      ...[...groups].map(([component, its]): ComponentCost => {
        const { monthly_usd: usd, complete } = totalOf(its);
        return { component, monthly_usd: usd, complete };
      }),
      ...own.map(({ what, monthly_usd: usd }) => ({
        component: what,
        monthly_usd: usd,
        complete: true,
      })),
    ],
  };
}
