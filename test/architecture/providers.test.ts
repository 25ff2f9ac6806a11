import type { CallExpression, Node } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { PROVIDERS } from "../../src/core/settings.ts";
import { FILES, textOf, visitText } from "./syntax.ts";

/** Where the providers are made, and each one's own folder. */
const MAY_ASK = new RegExp(`^context(\\.ts$|/)|^providers/(${PROVIDERS.join("|")})/`);

const isName = (node: Node | null | undefined): boolean =>
  node?.type === "Literal" && PROVIDERS.some((it) => it === node.value);

const isProvider = (node: Node): boolean =>
  (node.type === "Identifier" && node.name === "provider") ||
  (node.type === "MemberExpression" && !node.computed && isProvider(node.property));

/** Whether a node compares something with a provider's name, or looks something up by it. */
function asksForName(node: Node): boolean {
  if (node.type === "BinaryExpression") {
    return /^[!=]==?$/.test(node.operator) && [node.left, node.right].some(isName);
  }
  if (node.type === "SwitchCase") return isName(node.test);
  if (node.type === "MemberExpression") return node.computed && isProvider(node.property);
  return node.type === "CallExpression" && isSearch(node.callee) && searched(node).some(isName);
}

const isSearch = (callee: Node): boolean =>
  callee.type === "MemberExpression" &&
  callee.property.type === "Identifier" &&
  /^(includes|indexOf|has|startsWith|endsWith)$/.test(callee.property.name);

function searched({ callee, arguments: given }: CallExpression): (Node | null)[] {
  const among = callee.type === "MemberExpression" ? callee.object : null;
  return [...(among?.type === "ArrayExpression" ? among.elements : []), ...given];
}

function questionsIn(text: string): string[] {
  const found: string[] = [];
  visitText(text, (node) => {
    if (asksForName(node)) found.push(text.slice(node.start, node.end));
  });
  return found;
}

describe("a provider's name", () => {
  test.each(FILES.filter((file) => !MAY_ASK.test(file)))("is not asked for in %s", (file) => {
    expect(questionsIn(textOf(file))).toEqual([]);
  });

  test.each([
    'if (settings.provider === "sandbox") go();',
    'const is = "lightsail" !== name;',
    'switch (name) { case "sandbox": go(); }',
    'const is = ["sandbox", "other"].includes(name);',
    'const is = names.has("sandbox");',
    "const called = NAMES[context.settings.provider];",
    "const called = NAMES[provider];",
  ])("would be noticed in %s", (text) => {
    expect(questionsIn(text)).toHaveLength(1);
  });

  test.each([
    'const group = { name: "sandbox" };',
    "const called = context.provider.called;",
    "const same = one.provider === other.provider;",
  ])("is not what %s asks for", (text) => {
    expect(questionsIn(text)).toEqual([]);
  });
});
