import type { StackResource } from "../../core/contracts/terraform-control.ts";

/** The region that most of its resources are in, by their ARNs. */
export function regionIn(
  resources: readonly Pick<StackResource, "identifiers">[],
): string | undefined {
  const counts = new Map<string, number>();
  for (const { identifiers } of resources) {
    const region = /^arn:[\w-]+:[\w-]+:([a-z0-9-]+):\d{12}:/.exec(identifiers["arn"] ?? "")?.[1];
    if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
