import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { apiCoverage } from "./api-coverage.ts";
import { apiReference } from "./api-reference.ts";
import { commandReference } from "./command-reference.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What stands above the first declaration is written by hand. */
const API = at("docs/API_REFERENCE.md");
const intro = (): string => readFileSync(API, "utf8").split(/^### /m)[0] ?? "";

test("the API's reference shows every type that it speaks of", () => {
  const text = apiReference(at("dist/types/index.d.ts"), "");
  const shown = new Set([...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name));
  const code = [...text.matchAll(/^```ts\nexport .*?^```/gms)].map(([block]) => block).join("\n");
  const bare = code.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/"[^"]*"/g, "");
  const spoken = new Set([...bare.matchAll(/\b[A-Z]\w*\b/g)].map(([name]) => name));
  const standard = ["AbortSignal", "Error", "Promise", "Readonly", "Record"];
  expect([...spoken].filter((it) => !shown.has(it)).toSorted()).toEqual(standard);
});

test.each([
  ["docs/API_COVERAGE.md", apiCoverage],
  ["docs/COMMANDS.md", commandReference],
  ["docs/API_REFERENCE.md", () => apiReference(at("dist/types/index.d.ts"), intro())],
])("%s is what its source gives; UPDATE_DOCS=1 writes it", (path, make) => {
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(at(path), make());
  expect(readFileSync(at(path), "utf8")).toBe(make());
});
