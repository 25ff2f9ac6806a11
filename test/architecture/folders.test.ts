import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import layers from "../../scripts/lint/layers.json" with { type: "json" };
import { circlesIn, importsOf } from "./circles.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SRC = join(ROOT, "src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((it) =>
  it.endsWith(".ts"),
);

describe("imports", () => {
  test("lead nowhere back to where they came from", () => {
    expect(circlesIn(importsOf(SRC))).toEqual([]);
  });

  test("a circle would be found, and a way that only branches is none", () => {
    const graph = new Map([
      ["a", ["b", "c"]],
      ["b", ["d"]],
      ["c", ["d"]],
      ["d", ["e"]],
      ["e", ["d", "f"]],
      ["f", []],
    ]);
    expect(circlesIn(graph)).toEqual([["d", "e"]]);
  });
});

describe("rooms", () => {
  test("no file is longer than 250 lines", () => {
    const long = files.flatMap((file) => {
      const lines = readFileSync(join(SRC, file), "utf8").split("\n").length - 1;
      return lines > 250 ? [`${file}: ${lines}`] : [];
    });
    expect(long).toEqual([]);
  });

  test("src/core holds flat what everything speaks, and nothing else", () => {
    expect(files.filter((it) => /^core\/[^/]+$/.test(it)).length).toBeLessThanOrEqual(10);
  });
});

test("docs/ARCHITECTURE.md shows the layers that the linter holds", () => {
  const text = readFileSync(join(ROOT, "docs", "ARCHITECTURE.md"), "utf8");
  const rows = [...text.matchAll(/^\| `src\/([^`]+)` *\| (.+?) *\| (.*?) *\|$/gm)].map(
    ([, area, holds, may]) => ({ area, holds, may }),
  );
  const expected = layers.map(({ area, holds, may, lazily = [] }) => ({
    area,
    holds,
    may:
      may.map((it) => (lazily.includes(it) ? `${it} (lazily)` : it)).join(", ") ||
      "nothing of `src`",
  }));
  expect(rows).toEqual(expected);
});
