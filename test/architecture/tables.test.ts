import type { Node } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { FILES, textOf, visitText } from "./syntax.ts";

/** The tables of a file in which any text may be looked up: `const X: Record<string, …> = { … }`. */
function tablesIn(text: string): Set<string> {
  const tables = new Set<string>();
  visitText(text, (node) => {
    if (node.type !== "VariableDeclarator" || node.id.type !== "Identifier") return;
    if (node.init?.type !== "ObjectExpression" || !/^[A-Z]/.test(node.id.name)) return;
    const type = node.id.typeAnnotation;
    const written = type === null || type === undefined ? "" : text.slice(type.start, type.end);
    if (/^:\s*(Readonly<\s*)?Record<\s*string\b/.test(written)) tables.add(node.id.name);
  });
  return tables;
}

/** Look-ups that find what every object has, such as `TABLE["constructor"]`. */
function openLookups(text: string): string[] {
  const tables = tablesIn(text);
  const found: string[] = [];
  const isOpen = (node: Node): boolean =>
    node.type === "MemberExpression" &&
    node.computed &&
    node.property.type !== "Literal" &&
    node.object.type === "Identifier" &&
    tables.has(node.object.name);
  const written = new Set<Node>();
  visitText(text, (node) => {
    if (node.type === "AssignmentExpression") written.add(node.left);
    if (isOpen(node) && !written.has(node)) found.push(text.slice(node.start, node.end));
  });
  return found;
}

describe("tables", () => {
  test.each(FILES.filter((file) => tablesIn(textOf(file)).size > 0))(
    "of %s are read by ownValue",
    (file) => {
      expect(openLookups(textOf(file))).toEqual([]);
    },
  );

  test("an open look-up would be noticed", () => {
    const table = "const T: Readonly<Record<string, number>> = { a: 1 };\n";
    expect(openLookups(`${table}const of = (key: string) => T[key] ?? 0;`)).toEqual(["T[key]"]);
    expect(openLookups(`${table}const own = ownValue(T, key);`)).toEqual([]);
  });
});
