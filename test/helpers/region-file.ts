import { writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { RegionFile } from "../../src/providers/sandbox/state/region-state.ts";
import { Store } from "../../src/providers/sandbox/state/store.ts";

/** What a sandbox's file of a region says in all its lines. */
export function readRegionFile(path: string): RegionFile {
  const { generation: _, ...file } = new Store(dirname(path))
    .read(basename(path, ".json"))
    .toFile(1, "");
  return file;
}

/** Changes a region's file as somebody with an editor would. */
export function editRegionFile<T = RegionFile>(path: string, change: (file: T) => void): void {
  const file = readRegionFile(path);
  change(file as T);
  writeFileSync(path, JSON.stringify(file));
}

/** The same, by its text. */
export function editRegionText(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(JSON.stringify(readRegionFile(path))));
}
