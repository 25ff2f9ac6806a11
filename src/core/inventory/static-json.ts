import { safeJson } from "../text/safe-text.ts";
import { jsonOfVariables } from "./json-values.ts";
import type { Inventory } from "./model.ts";

/** A file for Ansible's YAML plugin, which also reads JSON, several times faster than YAML. */
export function staticJson(inventory: Inventory): string {
  const children = [...inventory.groups].map(([name, { hosts, variables }]) => [
    name,
    {
      hosts: Object.fromEntries(hosts.map((host) => [host, {}])),
      ...(variables.size > 0 && { vars: jsonOfVariables(variables) }),
    },
  ]);
  const hosts = [...inventory.hosts].map(([name, its]) => [name, jsonOfVariables(its)]);
  const document = {
    all: {
      hosts: Object.fromEntries(hosts) as object,
      vars: jsonOfVariables(inventory.variables),
      children: Object.fromEntries(children) as object,
    },
  };
  return `${safeJson(document, 2)}\n`;
}
