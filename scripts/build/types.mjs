import { spawn } from "node:child_process";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SPECIFIER = /\b(?:from|import)\s*\(?\s*"([^"]+)"/g;

/**
 * Writes the library's declarations to `folder`: those reachable from index.d.ts, with specifiers
 * that every resolution mode understands. Consumers have none of the bundled packages, so a
 * declaration that names one is an error.
 */
export async function emitTypes(root, folder) {
  const tsc = join(
    dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))),
    "bin/tsc",
  );
  await run([tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", folder], root);
  const kept = new Set();
  await keep(join(folder, "index.d.ts"), kept);
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const unused = all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !kept.has(path));
  await Promise.all(unused.map((path) => rm(path)));
  // The declarations describe dist/index.cjs, although the package is of type "module".
  await writeFile(join(folder, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
}

async function keep(path, kept) {
  if (kept.has(path)) return;
  kept.add(path);
  const text = await readFile(path, "utf8");
  const code = text.replaceAll(/\/\*[^]*?\*\//g, "");
  const specifiers = [...code.matchAll(SPECIFIER)].map(([, specifier]) => specifier);
  const foreign = specifiers.find((it) => !it.startsWith("."));
  if (foreign !== undefined) throw new Error(`${path} needs the types of ${foreign}`);
  await writeFile(path, text.replaceAll(/(from\s*"\.[^"]*)\.ts"/g, '$1.js"'));
  const targets = specifiers.map((it) => resolve(dirname(path), it.replace(/\.[jt]s$/, ".d.ts")));
  await Promise.all(targets.map((target) => keep(target, kept)));
}

function run(argv, cwd) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, argv, { cwd, stdio: "inherit" });
    child.once("error", fail);
    child.once("exit", (status) => {
      if (status === 0) done();
      else fail(new Error(`${argv[0]} ended with status ${status}`));
    });
  });
}
