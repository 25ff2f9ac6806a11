import { readFileSync } from "node:fs";
import { QuantsError } from "./errors.ts";

/**
 * Puts a text in place of a file's content, whole or not at all; a file that has it already
 * is left alone. Resolves with whether anything was written.
 */
export async function replaceFile(path: string, text: string): Promise<boolean> {
  if (readIfThere(path) === text) return false;
  const { default: writeFileAtomic } = await import("write-file-atomic");
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    throw new QuantsError("failed", `${path} can't be written: ${(error as Error).message}`, {
      hint: "Check the folder and its permissions; the file is as it was.",
      resource: path,
      cause: error,
    });
  }
  return true;
}

/** The file's content; null when there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new QuantsError("failed", `${path} can't be read: ${(error as Error).message}`, {
      hint: "Check the file and its permissions.",
      resource: path,
      cause: error,
    });
  }
}
