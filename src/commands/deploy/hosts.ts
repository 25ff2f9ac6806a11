import { advice, toRun } from "../../core/text/advice.ts";
import type { Service } from "../../core/contracts/ansible-control.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import { nearest } from "../../core/text/nearest.ts";

/** The hosts of these names; null for all of the inventory. */
export function chooseHosts(names: readonly string[], { hosts }: Inventory): string[] | null {
  for (const name of names) {
    if (name === "all" || hosts.has(name)) continue;
    const near = nearest(name, [...hosts.keys()]);
    throw new QuantsError("not_found", `The inventory has no host ${name}; nothing was run.`, {
      hint:
        near === null
          ? advice`See: ${toRun("inventory", { list: true })}`
          : `Did you mean ${near}?`,
      resource: name,
    });
  }
  return names.includes("all") ? null : [...new Set(names)];
}

/** Ansible would skip such a service and call that a success. */
export function refuseEmptyServices(
  services: readonly Service[],
  chosen: readonly string[] | null,
  inventory: Inventory,
): void {
  for (const service of services) {
    const reached = service.hosts.map((pattern) => hostsOf(pattern, inventory));
    const isKnown = reached.length > 0 && reached.every((it) => it !== null);
    if (!isKnown) continue;
    const inAll = reached.flat();
    if (inAll.some((name) => chosen === null || chosen.includes(name))) continue;
    throw withoutHosts(service, inAll.length > 0);
  }
}

export function withoutHosts({ name, hosts }: Service, elsewhere: boolean): QuantsError {
  const groups = hosts.join(", ");
  const which = elsewhere ? "none of the chosen hosts is" : "no host is";
  return new QuantsError("not_found", `Service ${name} is for ${groups}, and ${which} in there.`, {
    hint: elsewhere
      ? advice`Choose other hosts, or --host all; see the groups with: ${toRun("inventory", { list: true })}`
      : advice`A host's tag Service says which group it is in; see: ${toRun("inventory", { list: true })}`,
    resource: name,
  });
}

/** The hosts that the services reach, as far as that can be told without Ansible. */
export function targetsOf(
  services: readonly Service[],
  chosen: readonly string[] | null,
  inventory: Inventory,
): string[] {
  const all = [...inventory.hosts.keys()];
  const reached = new Set(
    services.flatMap(({ hosts }) => hosts.flatMap((pattern) => hostsOf(pattern, inventory) ?? all)),
  );
  return (chosen ?? all).filter((name) => reached.has(name));
}

/** Null for a pattern that only Ansible can evaluate. */
function hostsOf(pattern: string, { hosts, groups }: Inventory): readonly string[] | null {
  if (pattern === "all") return [...hosts.keys()];
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(pattern) || ["localhost", "ungrouped"].includes(pattern)) {
    return null;
  }
  return groups.get(pattern)?.hosts ?? (hosts.has(pattern) ? [pattern] : []);
}
