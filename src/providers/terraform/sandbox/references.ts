import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isDirectory } from "../locate.ts";

const READ = /\.(tf|tofu|tfvars)(\.json)?$/;
/** A path that leads upwards, up to the first `${`. */
const UPWARDS = /(?<![\w.])\.\.(?:\/[^"'\s${}%()\\,;]*)?/g;

/**
 * What a stack refers to outside its own folder, directly or through its modules: folders, and
 * files that exist or will be written. Nothing is evaluated; a path without a folder on disk is
 * ignored.
 */
export function outsideReferences(stack: string): string[] {
  const found = new Set<string>();
  const folders = new Set(foldersIn(stack));
  for (const folder of folders) {
    for (const file of readdirSync(folder).filter((name) => READ.test(name))) {
      for (const [path] of readFileSync(join(folder, file), "utf8").matchAll(UPWARDS)) {
        // Relative to its module (path.module), or to the stack (path.root).
        for (const target of [resolve(folder, path), resolve(stack, path)]) {
          if (isInside(target, stack) || !isDirectory(dirname(target))) continue;
          found.add(target);
          if (isDirectory(target) && hasModules(target)) folders.add(target);
        }
      }
    }
  }
  return [...found].toSorted();
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function hasModules(folder: string): boolean {
  return readdirSync(folder).some((name) => READ.test(name));
}

/** The folder and its subfolders, where local modules may be. */
function foldersIn(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith("."),
  );
  return [folder, ...below.flatMap((entry) => foldersIn(join(folder, entry.name)))];
}
