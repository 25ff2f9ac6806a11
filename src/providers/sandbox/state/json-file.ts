import { advice, toRun } from "../../../core/text/advice.ts";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { QuantsError } from "../../../core/errors.ts";

/** Of every file the sandbox writes. A newer one is refused, never overwritten. */
export const FORMAT_VERSION = 1;

export interface Versioned {
  version: number;
}

/** Tells one content of a file from the next without reading it; "" when there is none. */
export function signature(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? "" : `${stat.ino}:${stat.mtimeMs}:${stat.size}`;
  } catch (error) {
    const folder = dirname(path);
    throw new QuantsError("failed", `The sandbox's folder can't be read: ${folder}`, {
      hint: "Set QUANTS_CTL_SANDBOX_DIR to a folder that you may read and write.",
      resource: folder,
      cause: error,
    });
  }
}

/** The file's content, checked; undefined when there is no file. */
export function readJson<T extends Versioned>(
  path: string,
  isValid: (value: T) => boolean,
): T | undefined {
  let text: string;
  try {
    // Of a pipe the end would be waited for.
    if (!statSync(path).isFile()) throw unreadable(path, "it is no file");
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof QuantsError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unreadable(path, "it can't be read", error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(path, "it is not JSON", error);
  }
  if (typeof value !== "object" || value === null || !("version" in value)) {
    throw unreadable(path, "it has no version");
  }
  const { version } = value as Versioned;
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
  if (version !== FORMAT_VERSION || !isValid(value as T)) {
    throw unreadable(path, "its content is not what quants-ctl writes");
  }
  return value as T;
}

function unreadable(path: string, why: string, cause?: unknown): QuantsError {
  return new QuantsError("failed", `The sandbox's state is damaged, ${why}: ${path}`, {
    hint: advice`Restore or move the file away, or run \`${toRun("sandbox reset")}\` to start afresh.`,
    resource: path,
    cause,
  });
}
