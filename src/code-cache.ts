import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { constants, Script } from "node:vm";

type Env = Readonly<Record<string, string | undefined>>;

interface Compiled {
  entry: string;
  source: Buffer;
  script: Script;
}

/** Old entries go when there are more; a complete set is about a third of this. */
const MOST_ENTRIES = 120;
/** What Node puts around a CommonJS file. */
const WRAPPER = [
  "(function (exports, require, module, __filename, __dirname) { ",
  "\n});",
] as const;

/**
 * Keeps what V8 compiled of the files in `chunks` for the next run, in a private folder of
 * the user. Whatever is odd about that folder means that there is no cache, never a failure.
 */
export function useCodeCache(chunks: string, env: Env): void {
  const folder = cacheFolder(env);
  if (folder === undefined) return;
  if (builtIn(folder)) return;
  const fresh: Compiled[] = [];
  const readable = isPrivate(folder);
  const { extensions } = require;
  extensions[".cjs"] = (module, path) => {
    if (dirname(path) !== chunks) {
      extensions[".js"](module, path);
      return;
    }
    const source = readFileSync(path);
    const entry = join(folder, `${basename(path)}-${process.version}-${process.arch}`);
    const known = readable ? readEntry(entry, source) : undefined;
    const script = new Script(`${WRAPPER[0]}${source.toString("utf8")}${WRAPPER[1]}`, {
      filename: path,
      columnOffset: -WRAPPER[0].length,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(known !== undefined && { cachedData: known }),
    });
    if (script.cachedDataRejected !== false) fresh.push({ entry, source, script });
    const requireHere = (id: string): unknown => module.require(id);
    const run = script.runInThisContext() as (...wrapped: unknown[]) => void;
    run.call(module.exports, module.exports, requireHere, module, path, chunks);
  };
  // Only now is compiled what the run has needed.
  process.once("exit", () => {
    if (fresh.length > 0) save(folder, fresh);
  });
}

/** Node's own cache, since 22.1; it compares the source's content. */
function builtIn(folder: string): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 1)) return false;
  const { enableCompileCache } = require("node:module") as Partial<NewerModule>;
  if (isPrivate(folder) || makePrivate(folder)) enableCompileCache?.(folder);
  return true;
}

interface NewerModule {
  enableCompileCache(folder: string): unknown;
}

/** Undefined when there shall be none, or no place for one is known. */
function cacheFolder(env: Env): string | undefined {
  if (env["QUANTS_CTL_NO_CODE_CACHE"] || env["NODE_V8_COVERAGE"]) return undefined;
  // Without owners nobody can say whose the folder is.
  if (process.getuid === undefined) return undefined;
  const own = env["XDG_CACHE_HOME"];
  const base = own && isAbsolute(own) ? own : env["HOME"] && join(env["HOME"], ".cache");
  return base && isAbsolute(base) ? join(base, "quants-ctl", "code") : undefined;
}

/** What is run from here must be this user's own doing. */
function isPrivate(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

function makePrivate(folder: string): boolean {
  try {
    if (!isOwnTree(folder)) return false;
    make(folder);
    return isPrivate(folder);
  } catch {
    return false;
  }
}

/**
 * As makeFolder in core, which the bundler would make the entry's, with all that shares it. Node's
 * own recursive mkdir never returns where a parent exists but denies it, as in /proc.
 */
function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === folder) throw error;
    make(parent);
    mkdirSync(folder, { mode: 0o700 });
  }
}

/** With `sudo` the home may be another user's: nothing of root's is to be left in it. */
function isOwnTree(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat !== undefined) return stat.uid === process.getuid?.();
  return dirname(folder) !== folder && isOwnTree(dirname(folder));
}

/*
 * An entry is V8's data, then the source that it was made from, then the data again. V8 itself
 * compares no more than the source's length, so that an edit of the same length would run as
 * what stood there before; and it takes damaged data as it is. A second copy tells damage as a
 * checksum does, without the time that loading zlib takes.
 */
function readEntry(path: string, source: Buffer): Buffer | undefined {
  try {
    const entry = readFileSync(path);
    const data = entry.subarray(0, (entry.length - source.length) / 2);
    const [kept, again] = [entry.subarray(data.length, -data.length), entry.subarray(-data.length)];
    return kept.equals(source) && again.equals(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function save(folder: string, compiled: readonly Compiled[]): void {
  if (!isPrivate(folder) && !makePrivate(folder)) return;
  try {
    for (const { entry, source, script } of compiled) {
      const data = script.createCachedData();
      replace(entry, Buffer.concat([data, source, data]));
    }
    prune(folder);
  } catch {
    // The next run tries again.
  }
}

/** Several processes may do so at once; each leaves a complete file. */
function replace(path: string, content: Buffer): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, content, { flag: "wx", mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function prune(folder: string): void {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  if (paths.length <= MOST_ENTRIES) return;
  const aged = paths.map((path) => ({ path, time: lstatSync(path).mtimeMs }));
  aged.sort((a, b) => a.time - b.time);
  for (const { path } of aged.slice(0, aged.length / 2)) rmSync(path, { force: true });
}
