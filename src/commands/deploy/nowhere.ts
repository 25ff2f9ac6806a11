import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import { placeOf } from "../../core/inventory/place.ts";
import type { Value } from "../../core/inventory/values.ts";
import { isDocumentationAddress } from "../../core/ssh/ssh-ready.ts";

/** How Ansible is told to reach hosts otherwise than by SSH at their address. */
const OTHER_WAY = /^(?:-[bCDhv]*c|--connection|--conn)|ansible_(?:connection|host)\b/;

interface Ways {
  /** A pattern that is Ansible's to evaluate. */
  limit: string | undefined;
  extra: readonly string[];
  /** A playbook may say how hosts are reached. */
  ownWay: boolean;
}

/**
 * Refuses hosts at addresses where nothing can answer, the sandbox's: ssh would wait for each of
 * them for minutes. Where only Ansible can tell whether it goes there, they are warned of.
 */
export function refuseNowhere(
  targets: readonly string[],
  inventory: Inventory,
  { limit, extra, ownWay }: Ways,
  { narrator }: Context,
): void {
  if (extra.some((word) => OTHER_WAY.test(word))) return;
  const nowhere = targets.filter((name) => isNowhere(name, inventory));
  const [first] = nowhere;
  if (first === undefined) return;
  const [have, its] = nowhere.length === 1 ? ["has a", "address"] : ["have", "addresses"];
  const what = `${nowhere.join(", ")} ${have} documentation ${its}: no SSH server can answer there`;
  if (ownWay || (limit !== undefined && nowhere.length < targets.length)) {
    narrator.warn(`${what}; if Ansible tries anyway, it waits for nothing`);
    return;
  }
  throw new QuantsError("invalid_input", `${what}; nothing was run.`, {
    hint:
      "They come from a sandbox. Give the sandbox addresses that servers answer at, with " +
      "QUANTS_CTL_SANDBOX_ADDRESS_POOL=127.0.10.0/24 before its instances are made, or leave the hosts out.",
    resource: first,
  });
}

function isNowhere(name: string, inventory: Inventory): boolean {
  const variables = inventory.hosts.get(name);
  if (variables === undefined) return false;
  const groups = [...inventory.groups.values()].filter(({ hosts }) => hosts.includes(name));
  const everywhere = [variables, ...groups.map((it) => it.variables), inventory.variables];
  const connections = everywhere.map((its) => its.get("ansible_connection"));
  if (connections.some((it) => it !== undefined && !isSsh(it))) return false;
  return isDocumentationAddress(placeOf(variables).address);
}

function isSsh(value: Value): boolean {
  return typeof value === "string" && ["ssh", "smart", "paramiko"].includes(value);
}
