import { safeJson } from "../text/safe-text.ts";
import { jsonOfVariables } from "./json-values.ts";
import type { Inventory } from "./model.ts";

/** The answer that Ansible expects from an inventory script called with `--list`. */
export function scriptJson(inventory: Inventory): string {
  const groups = [...inventory.groups].map(([name, { hosts, variables }]) => [
    name,
    // Never `{}`: Ansible would create a host of that name.
    { hosts, ...(variables.size > 0 && { vars: jsonOfVariables(variables) }) },
  ]);
  const document = {
    // Always present, or Ansible would call the script once for each host.
    _meta: {
      hostvars: Object.fromEntries(
        [...inventory.hosts].map(([name, variables]) => [name, jsonOfVariables(variables)]),
      ),
    },
    // Ansible would drop a host that is in no group.
    all: { hosts: [...inventory.hosts.keys()], vars: jsonOfVariables(inventory.variables) },
    ...(Object.fromEntries(groups) as object),
  };
  return `${safeJson(document, 2)}\n`;
}

/** The answer that Ansible expects from an inventory script called with `--host`. */
export function hostJson(inventory: Inventory, name: string): string | null {
  const variables = inventory.hosts.get(name);
  return variables === undefined ? null : `${safeJson(jsonOfVariables(variables), 2)}\n`;
}
