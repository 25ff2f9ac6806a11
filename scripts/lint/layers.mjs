import { readFileSync } from "node:fs";

/**
 * The layers of src: which area may import which others besides itself. An area is a file or a
 * folder; a path belongs to the longest one that it starts with. docs/ARCHITECTURE.md shows this
 * table; a test compares the two.
 */
export const LAYERS = JSON.parse(readFileSync(new URL("layers.json", import.meta.url), "utf8"));

/** Packages that only some areas may import; `lazily`: only by import(), where needed. */
export const PACKAGES = [
  { names: /^@(aws-sdk|smithy)\//, areas: ["providers"] },
  { names: /^(chalk|cli-table3)$/, areas: ["render"] },
  { names: /^ora$/, areas: ["render"], lazily: true },
  { names: /^inquirer$/, areas: ["commands/shared/prompt.ts"], lazily: true },
  { names: /^(commander|@bomb\.sh\/tab)(\/|$)/, areas: ["program.ts", "program"] },
];

/** True if a path, relative to src, is the area itself or inside it. */
export function isIn(path, area) {
  return path === area || path.startsWith(`${area}/`);
}

/** The row of a path, relative to src. */
export function layerOf(path) {
  const rows = LAYERS.filter(({ area }) => isIn(path, area));
  return rows.toSorted((a, b) => b.area.length - a.area.length)[0];
}
