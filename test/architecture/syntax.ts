import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Node, parseSync } from "oxc-parser";

const SRC = fileURLToPath(new URL("../../src/", import.meta.url));

/** Every file of the source, below src. */
export const FILES: readonly string[] = readdirSync(SRC, {
  recursive: true,
  encoding: "utf8",
}).filter((it) => it.endsWith(".ts"));

export const textOf = (file: string): string => readFileSync(join(SRC, file), "utf8");

/** Calls `see` for every node of a text. */
export function visitText(text: string, see: (node: Node) => void): void {
  visit(parseSync("a.ts", text).program as unknown as Node, see);
}

function visit(node: Node, see: (node: Node) => void): void {
  if (typeof node.type === "string") see(node);
  for (const value of Object.values(node) as unknown[]) {
    for (const below of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof below === "object" && below !== null) visit(below as Node, see);
    }
  }
}
