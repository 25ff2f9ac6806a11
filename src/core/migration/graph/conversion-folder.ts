import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { QuantsError } from "../../errors.ts";
import { makeFolder } from "../../files/make-folder.ts";
import { MANIFEST, type Manifest, readManifest } from "./manifest.ts";

const OURS = /^(?:nodes|relationships)-[\w-]+\.csv$|^manifest\.json(?:\.[0-9a-f]+\.tmp)?$/;

/**
 * What a folder holds: the manifest of a finished conversion, or null when it is empty or missing.
 * Throws when it holds something else: files beside the CSV would be loaded with it.
 */
export function conversionIn(folder: string): Manifest | null {
  const names = namesIn(folder);
  if (names === null || names.length === 0) return null;
  const found = readManifest(folder);
  const known = new Set([MANIFEST, ...(found?.files ?? []).map(({ name }) => name)]);
  const other = found === null ? names[0] : names.find((name) => !known.has(name));
  if (other === undefined) return found;
  throw new QuantsError("invalid_state", `${folder} holds something else: ${other}.`, {
    hint: "Give an empty or a new folder with --csv.",
    resource: folder,
  });
}

/**
 * Works in a folder beside it, which takes its place when all is done: a folder with this name is
 * complete. What an interrupted run left is removed.
 */
export async function inPartialFolder<T>(
  folder: string,
  work: (partial: string) => Promise<T>,
): Promise<T> {
  const partial = `${folder}.partial`;
  const left = namesIn(partial)?.find((name) => !OURS.test(name));
  if (left !== undefined) {
    throw new QuantsError("invalid_state", `${partial} holds something else: ${left}.`, {
      hint: "Move it away, or give another folder with --csv.",
      resource: partial,
    });
  }
  try {
    rmSync(partial, { recursive: true, force: true });
    makeFolder(partial);
    const result = await work(partial);
    renameSync(partial, folder);
    return result;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (error instanceof QuantsError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new QuantsError("failed", `${folder} can't be written: ${message}.`, {
      hint: "Check the path, its permissions and the space left, or give another one with --csv.",
      resource: folder,
      cause: error,
    });
  }
}

/** Null when there is none. */
function namesIn(folder: string): string[] | null {
  try {
    if (!statSync(folder).isDirectory()) throw notFolder(folder);
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    if (error instanceof QuantsError) throw error;
    throw notFolder(folder, error);
  }
}

function notFolder(folder: string, cause?: unknown): QuantsError {
  return new QuantsError("invalid_input", `${folder} is not a folder that can be read.`, {
    hint: "Give the folder for the CSV files with --csv.",
    resource: folder,
    cause,
  });
}
