import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { rolldown } from "rolldown";

/** Pages are made from the commands' definitions alone; the modules they load are not needed. */
const withoutLazyModules = {
  name: "without-lazy-modules",
  resolveDynamicImport: (id) => ({ id, external: true }),
};

/** Writes the manual pages of the command tree into `folder`; `work` is for intermediate files. */
export async function writeManPages(root, folder, work) {
  const build = await rolldown({
    cwd: root,
    input: { man: "scripts/build/man.ts" },
    platform: "node",
    plugins: [withoutLazyModules],
  });
  try {
    await build.write({ dir: work, format: "cjs", entryFileNames: "[name].cjs" });
  } finally {
    await build.close();
  }
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const { manPages } = createRequire(import.meta.url)(join(work, "man.cjs"));
  await mkdir(folder, { recursive: true });
  for (const [name, page] of manPages(version)) await writeFile(join(folder, name), page);
}
