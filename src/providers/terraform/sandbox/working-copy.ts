import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { makeFolder } from "../../../core/files/make-folder.ts";
import { isInside, outsideReferences } from "./references.ts";

/** A larger folder beside a stack is data, not configuration: it is linked. */
const MOST_FILES = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;
const SKIPPED = new Set([".git", ".terraform", "node_modules"]);
const STATE = /\.tfstate(\.|$)/;

/** The size and time of each file when it was copied, by its path. */
type Manifest = Record<string, string>;

export interface WorkingCopy {
  /** The copy of the stack's folder. */
  directory: string;
  /** Folders too large to copy: what the stack writes there changes the original. */
  linked: string[];
}

/**
 * Makes or refreshes a private copy of a stack's folder and of what it refers to outside, each at
 * its own path below `root`, so that relative paths still hold. Keeps what the stack wrote into the
 * copy.
 */
export function refreshCopy(stack: string, root: string): WorkingCopy {
  const source = realpathSync(stack);
  const tree = join(root, "tree");
  const manifestFile = join(root, "copied.json");
  const before = readManifest(manifestFile);
  const copy = new Copy(source, root, tree, before);
  copy.folder(source);
  for (const target of outsideReferences(source)) copy.reference(target);
  // Otherwise a file deleted from the stack would remain part of the copy.
  for (const path of Object.keys(before)) {
    if (copy.manifest[path] === undefined) rmSync(join(tree, path), { force: true });
  }
  writeFileSync(manifestFile, JSON.stringify(copy.manifest), { mode: 0o600 });
  return { directory: at(tree, source), linked: copy.linked };
}

/** `C:\x` can't be placed below another folder as it is. */
function at(tree: string, path: string): string {
  return join(tree, path.replaceAll(":", ""));
}

class Copy {
  readonly manifest: Manifest = {};
  readonly linked: string[] = [];
  readonly #source: string;
  readonly #root: string;
  readonly #tree: string;
  readonly #before: Manifest;

  constructor(source: string, root: string, tree: string, before: Manifest) {
    this.#source = source;
    this.#root = root;
    this.#tree = tree;
    this.#before = before;
    makeFolder(tree);
  }

  reference(target: string): void {
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) this.#place(target);
    // A file, or one that the stack will write: its neighbours may belong to it.
    else this.#filesOf(dirname(target));
  }

  folder(folder: string): void {
    mkdirSync(at(this.#tree, folder), { recursive: true });
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (SKIPPED.has(name) || isInside(path, this.#root)) continue;
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory() === true) this.folder(path);
      else if (stat?.isFile() === true) this.#file(path);
    }
  }

  #place(folder: string): void {
    if (isSmall(folder)) {
      this.folder(folder);
    } else if (isInside(this.#source, folder)) {
      this.#filesOf(folder);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory() && !SKIPPED.has(entry.name)) this.#place(join(folder, entry.name));
      }
    } else {
      const link = at(this.#tree, folder);
      mkdirSync(dirname(link), { recursive: true });
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(folder, link);
      this.linked.push(folder);
    }
  }

  #filesOf(folder: string): void {
    mkdirSync(at(this.#tree, folder), { recursive: true });
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) this.#file(join(folder, entry.name));
    }
  }

  #file(path: string): void {
    // The stack's state describes real resources; the copy has its own.
    if (STATE.test(path) && isInside(path, this.#source)) return;
    const target = at(this.#tree, path);
    const key = relative(this.#tree, target);
    const { size, mtimeMs, atime, mtime } = statSync(path);
    const mark = `${size}:${Math.round(mtimeMs)}`;
    const present = markOf(target);
    this.manifest[key] = mark;
    if (present === mark) return;
    const known = this.#before[key];
    // It matches neither the original nor what was copied: the stack wrote it.
    if (present !== undefined && known !== undefined && present !== known) {
      this.manifest[key] = known;
      return;
    }
    copyFileSync(path, target);
    utimesSync(target, atime, mtime);
  }
}

function markOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.size}:${Math.round(stat.mtimeMs)}`;
}

function isSmall(folder: string): boolean {
  let files = 0;
  let bytes = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) folders.push(path);
        continue;
      }
      files += 1;
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (files > MOST_FILES || bytes > MOST_BYTES) return false;
    }
  }
  return true;
}

function readManifest(file: string): Manifest {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    // Missing or truncated: everything is copied again.
    return {};
  }
}
