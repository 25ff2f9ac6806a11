import { join } from "node:path";

/** (Nearly) every command needs these. */
const RUN = [
  "program/run.ts",
  "context.ts",
  "commands/shared/list-options.ts",
  "commands/shared/regions.ts",
  "render/result.ts",
  "core/fields/instances.ts",
  // For every run's journal; without this they would be loaded with the SDK.
  "providers/lightsail/actions.ts",
  "providers/lightsail/journal-account.ts",
];

/**
 * Which modules share a file, as rolldown's groups. A short run would spend its time opening many
 * small files, so modules that are always loaded together share one. Ungrouped are those that
 * rolldown separates well by itself: each command, and whatever else is loaded separately.
 */
export function sharedFiles(output, src) {
  const chunks = output.filter((it) => it.type === "chunk");
  const loadedWith = (file) => reached(chunks, join(src, file));
  const library = loadedWith("index.ts");
  const program = loadedWith("process.ts");
  const run = new Set(RUN.flatMap((file) => [...loadedWith(file)]));
  const groups = {
    // The library must not load the program for shared modules.
    core: new Set([...program, ...run].filter((id) => library.has(id))),
    program,
    run,
    lightsail: loadedWith("providers/lightsail/manager.ts"),
  };
  // A module goes into the first group that contains it.
  return Object.entries(groups).map(([name, ids], index, all) => ({
    name,
    test: (id) => ids.has(id),
    priority: all.length - index,
  }));
}

/** The modules that are loaded eagerly with `module`. */
function reached(chunks, module) {
  const files = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = chunks.find((chunk) => module in chunk.modules);
  if (first === undefined) throw new Error(`${module} is in no chunk`);
  const seen = new Set([first]);
  for (const chunk of seen) {
    for (const file of chunk.imports) if (files.has(file)) seen.add(files.get(file));
  }
  return new Set([...seen].flatMap((chunk) => Object.keys(chunk.modules)));
}
