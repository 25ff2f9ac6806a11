import type { Inventory } from "./model.ts";
import { Untrusted, type Value, type Variables, escapeNonAscii, isMapping } from "./values.ts";

/**
 * The same as the static JSON format. Written by hand: a library would omit quotes, and Ansible's
 * YAML 1.1 would then read 12:30:45 as a number and reject raw control characters.
 */
export function staticYaml(inventory: Inventory): string {
  const lines = ["all:", "  hosts:"];
  const { hosts, groups, variables } = inventory;
  if (hosts.size === 0) lines[1] = "  hosts: {}";
  for (const [name, its] of hosts) {
    lines.push(`    ${yamlString(name)}:`);
    addVariables(lines, its, 6);
  }
  lines.push("  vars:");
  addVariables(lines, variables, 4);
  lines.push("  children:");
  for (const [name, group] of groups) {
    lines.push(`    ${yamlString(name)}:`);
    lines.push(group.hosts.length === 0 ? "      hosts: {}" : "      hosts:");
    for (const host of group.hosts) lines.push(`        ${yamlString(host)}: {}`);
    if (group.variables.size > 0) {
      lines.push("      vars:");
      addVariables(lines, group.variables, 8);
    }
  }
  return `${lines.join("\n")}\n`;
}

function addVariables(lines: string[], variables: Variables, indent: number): void {
  for (const [name, value] of variables) {
    lines.push(`${" ".repeat(indent)}${yamlString(name)}: ${flow(value)}`);
  }
}

/** On one line, so that no indentation can go wrong. */
function flow(value: Value): string {
  if (value instanceof Untrusted) return `!unsafe ${yamlString(value.text)}`;
  if (typeof value === "string") return yamlString(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(flow).join(", ")}]`;
  if (typeof value === "number") return yamlNumber(value);
  if (!isMapping(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => `${yamlString(key)}: ${flow(item)}`);
  return `{${pairs.join(", ")}}`;
}

/** YAML 1.1 reads 1e21 as text: it needs a point and a sign. */
export function yamlNumber(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [mantissa = "", exponent = ""] = text.split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}e${exponent}`;
}

export function yamlString(text: string): string {
  return `"${escapeNonAscii(text.replace(/[\\"]/g, "\\$&"))}"`;
}
