import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./build/bundle.mjs";
import { licences } from "./build/licences.mjs";
import { writeManPages } from "./build/man.mjs";
import { emitTypes } from "./build/types.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

// Built beside it and swapped in whole, so that the executable keeps working meanwhile.
const cache = join(root, "node_modules", ".cache");
await mkdir(cache, { recursive: true });
const work = await mkdtemp(join(cache, "build-"));
try {
  const fresh = join(work, "dist");
  const modules = await bundle(root, fresh);
  await emitTypes(root, join(fresh, "types"));
  await writeManPages(root, join(fresh, "man"), join(work, "man"));
  await writeFile(join(fresh, "THIRD_PARTY_LICENSES.txt"), await licences(modules));
  await chmod(join(fresh, "bin.cjs"), 0o755);
  await rename(dist, join(work, "old")).catch(ignoreMissing);
  await rename(fresh, dist);
} finally {
  await rm(work, { recursive: true, force: true });
}

function ignoreMissing(error) {
  if (error.code !== "ENOENT") throw error;
}
