import { Untrusted, type Value, type Variables, isMapping } from "./values.ts";

/**
 * Values for Ansible's JSON reader: only a string may be marked, never a mapping that contains it.
 */
function jsonOf(value: Value): unknown {
  if (value instanceof Untrusted) return { __ansible_unsafe: value.text };
  if (Array.isArray(value)) return (value as readonly Value[]).map(jsonOf);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item)]));
}

export function jsonOfVariables(variables: Variables): Record<string, unknown> {
  return Object.fromEntries([...variables].map(([name, value]) => [name, jsonOf(value)]));
}
