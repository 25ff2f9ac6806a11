import { Untrusted, type Variables, textOf } from "./values.ts";

/** Where Ansible will reach a host: the user's file may have changed its address and port. */
export interface Place {
  address: string;
  port: number;
  region: string | undefined;
}

export function placeOf(variables: Variables): Place {
  const port = Number(variables.get("ansible_port"));
  return {
    address: textIn(variables, "ansible_host") ?? "",
    // It may be a template, which only Ansible can evaluate.
    port: Number.isInteger(port) && port > 0 ? port : 22,
    region: textIn(variables, "quants_region"),
  };
}

function textIn(variables: Variables, name: string): string | undefined {
  const value = variables.get(name);
  return typeof value === "string" || value instanceof Untrusted ? textOf(value) : undefined;
}
