import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { QuantsError } from "../../../core/errors.ts";
import { advice, toRun } from "../../../core/text/advice.ts";

/** Of every file the sandbox writes. A newer one is refused, never overwritten. */
export const FORMAT_VERSION = 1;

export interface Versioned {
  version: number;
}

/** Tells one content of a file from the next without reading it; "" when there is none. */
export function signature(path: string): string {
  return lookAt(path).signature;
}

/** The file's signature, and its size in bytes. */
export function lookAt(path: string): { signature: string; size: number } {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return { signature: "", size: 0 };
    return { signature: `${stat.ino}:${stat.mtimeMs}:${stat.size}`, size: stat.size };
  } catch (error) {
    const folder = dirname(path);
    throw new QuantsError("failed", `The sandbox's folder can't be read: ${folder}`, {
      hint: "Set QUANTS_CTL_SANDBOX_DIR to a folder that you may read and write.",
      resource: folder,
      cause: error,
    });
  }
}

/** The file's bytes; undefined when there is no file. */
export function readText(path: string): Buffer | undefined {
  try {
    // Of a pipe the end would be waited for.
    if (!statSync(path).isFile()) throw unreadable(path, "it is no file");
    return readFileSync(path);
  } catch (error) {
    if (error instanceof QuantsError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unreadable(path, "it can't be read", error);
  }
}

/** The value that a text of the file's stands for. */
export function parseJson<T>(path: string, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(path, "it is not JSON", error);
  }
  if (typeof value !== "object" || value === null) throw unreadable(path, "it has no version");
  return value as T;
}

/** Refuses what another version wrote. */
export function assertVersion(path: string, value: object): asserts value is Versioned {
  if (!("version" in value)) throw unreadable(path, "it has no version");
  const { version } = value;
  if (typeof version === "number" && version > FORMAT_VERSION) {
    throw new QuantsError(
      "failed",
      `The sandbox's state was written by a newer quants-ctl: ${path}`,
      {
        hint: "Update quants-ctl, or set QUANTS_CTL_SANDBOX_DIR to another folder.",
        resource: path,
      },
    );
  }
  if (version !== FORMAT_VERSION) {
    throw unreadable(path, "its content is not what quants-ctl writes");
  }
}

/** The file's content, checked; undefined when there is no file. */
export function readJson<T extends Versioned>(
  path: string,
  isValid: (value: T) => boolean,
): T | undefined {
  const bytes = readText(path);
  if (bytes === undefined) return undefined;
  const value = parseJson<T>(path, bytes.toString("utf8"));
  assertVersion(path, value);
  if (!isValid(value)) throw unreadable(path, "its content is not what quants-ctl writes");
  return value;
}

export function unreadable(path: string, why: string, cause?: unknown): QuantsError {
  return new QuantsError("failed", `The sandbox's state is damaged, ${why}: ${path}`, {
    hint: advice`Restore or move the file away, or run \`${toRun("sandbox reset")}\` to start afresh.`,
    resource: path,
    cause,
  });
}
