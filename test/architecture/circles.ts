import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";

/** Which files of a folder import which: static, type-only and lazy imports. */
export function importsOf(root: string): Map<string, string[]> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((it) =>
    it.endsWith(".ts"),
  );
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const sources = sourcesIn(file, text).filter((it) => it.startsWith("."));
      const imported = sources.map((it) => join(dirname(file), it));
      // A definition loads its own module when the command is run: the two are one command.
      const module = file.replace(".spec.ts", ".ts");
      return [file, imported.filter((it) => it !== module || module === file)];
    }),
  );
}

function sourcesIn(file: string, text: string): string[] {
  const { module } = parseSync(file, text);
  return [
    ...module.staticImports.map((it) => it.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      text.slice(start + 1, end - 1),
    ),
    ...[...text.matchAll(/\btypeof import\("([^"]+)"\)/g)].map(([, source = ""]) => source),
  ];
}

/** Groups of files each of which leads back to itself (Tarjan's strongly connected components). */
export function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const visit = (file: string): number => {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue;
      const seen = order.has(next);
      if (seen && !path.includes(next)) continue;
      const low = seen ? (order.get(next) ?? index) : visit(next);
      lowest.set(file, Math.min(lowest.get(file) ?? index, low));
    }
    if (lowest.get(file) === index) {
      const circle = path.splice(path.indexOf(file));
      if (circle.length > 1) circles.push(circle.toSorted());
    }
    return lowest.get(file) ?? index;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}
