import { textOf } from "../../../core/text/json.ts";
import type { ResourceType, StateResource } from "./resource.ts";

/** The region of a resource, as far as the state says. */
export function regionOf(resource: StateResource): string | null {
  const named = textOf(resource.attribute("region"));
  if (named !== null) return named;
  const arn = textOf(resource.attribute("arn"))?.split(":")[3];
  if (arn !== undefined && arn !== "") return arn;
  return textOf(resource.attribute("availability_zone"))?.replace(/[a-z]$/, "") ?? null;
}

/** The resources of one type by an attribute, which several may share. */
export function groupBy(
  resources: readonly StateResource[],
  type: ResourceType,
  attribute: string,
): Map<string, StateResource[]> {
  const groups = new Map<string, StateResource[]>();
  for (const resource of resources) {
    if (resource.type !== type) continue;
    const key = textOf(resource.attribute(attribute));
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [resource]);
    else group.push(resource);
  }
  return groups;
}

/**
 * The candidate that belongs to this region and provider: names are unique only within a region.
 * Null when that can't be decided.
 */
export function choose(
  candidates: readonly StateResource[],
  region: string | null,
  provider: string | null,
): StateResource | null {
  const [only] = candidates;
  if (only === undefined) return null;
  if (region !== null) {
    const there = candidates.filter((it) => regionOf(it) === region);
    if (there.length > 0) return there.length === 1 ? (there[0] ?? null) : null;
    // Candidates in other regions are out.
    if (candidates.every((it) => regionOf(it) !== null)) return null;
  }
  if (candidates.length === 1) return only;
  const same = candidates.filter((it) => provider !== null && it.provider === provider);
  return same.length === 1 ? (same[0] ?? null) : null;
}
