import { QuantsError } from "../errors.ts";
import type { Inventory } from "./model.ts";
import { Untrusted, type Value, type Variables, escapeNonAscii, isMapping } from "./values.ts";

/**
 * INI can't mark a text as not being a template. Whatever could be one, alone or joined to another
 * text, is refused by name: every encoding that was tried gets evaluated later.
 */
export function staticIni(inventory: Inventory): string {
  refuseTemplates(inventory);
  const { hosts, groups, variables } = inventory;
  const lines = [...hosts].map(([name, its]) => {
    // In single quotes, inside which the reader splits nothing.
    const words = [...its].map(([key, value]) => `${key}='${pythonLiteral(value)}'`);
    return [name, ...words].join(" ");
  });
  section(lines, "all:vars", assignments(variables));
  for (const [name, group] of groups) {
    section(lines, name, group.hosts);
    if (group.variables.size > 0) section(lines, `${name}:vars`, assignments(group.variables));
  }
  return `${lines.join("\n").trimStart()}\n`;
}

function section(lines: string[], title: string, content: readonly string[]): void {
  lines.push("", `[${title}]`, ...content);
}

function assignments(variables: Variables): string[] {
  return [...variables].map(([name, value]) => `${name}=${pythonLiteral(value)}`);
}

/** The reader evaluates every value as a Python literal; a bare 0755 or 1.10 would change. */
export function pythonLiteral(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return pythonString(value);
  if (value instanceof Untrusted) return pythonString(value.text);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(pythonLiteral).join(", ")}]`;
  if (!isMapping(value)) return "None";
  const pairs = Object.entries(value);
  return `{${pairs.map(([key, item]) => `${pythonString(key)}: ${pythonLiteral(item)}`).join(", ")}}`;
}

/** Without a single quote, so that it can be put between two. */
function pythonString(text: string): string {
  return `"${escapeNonAscii(text.replace(/[\\"]/g, "\\$&")).replaceAll("'", "\\x27")}"`;
}

function refuseTemplates({ hosts }: Inventory): void {
  const refused = [...hosts].flatMap(([host, variables]) =>
    [...variables].flatMap(([name, value]) =>
      suspects(value, name).map((path) => `${host}: ${path}`),
    ),
  );
  const [first] = refused;
  if (first === undefined) return;
  const more = refused.length > 5 ? ` and ${refused.length - 5} more` : "";
  throw new QuantsError(
    "invalid_input",
    `INI can't safely hold text with "{": ${refused.slice(0, 5).join("; ")}${more}.`,
    {
      hint: "Ansible would evaluate it as a template. Use --format json or yaml, or exclude the host with --filter.",
      resource: first,
    },
  );
}

/** Paths of the untrusted texts that could become part of a template. */
function suspects(value: Value, path: string): string[] {
  if (value instanceof Untrusted) return value.text.includes("{") ? [path] : [];
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item, index) =>
      suspects(item, `${path}[${index}]`),
    );
  }
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => suspects(item, `${path}.${key}`));
}
