import { placeOf } from "./place.ts";
import type { Variables } from "./values.ts";

/**
 * Warnings about addresses that several hosts share. Likely one of the hosts is gone and another
 * has its address: work for one would be done on the other, and ssh accepts the key of either.
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
