import { placeOf } from "./place.ts";
import type { Variables } from "./values.ts";

/**
 * Addresses that stand for several hosts, each a warning. One of them is likely gone and its
 * address another's: what is meant for the one would be done to the other, and ssh takes the
 * key of either.
 */
export function sharedAddresses(hosts: ReadonlyMap<string, Variables>): string[] {
  const names = new Map<string, string[]>();
  for (const [name, variables] of hosts) {
    const { address, port } = placeOf(variables);
    const place = `${address} port ${port}`;
    const its = names.get(place);
    if (its === undefined) names.set(place, [name]);
    else its.push(name);
  }
  return [...names]
    .filter(([, its]) => its.length > 1)
    .map(([place, its]) => `${place} is the address of several hosts: ${its.join(", ")}`);
}
