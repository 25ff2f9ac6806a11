import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Host } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";

const OTHERS = 0o077;

/** A password: from its file, which nobody else may read, or else from the environment. */
export async function passwordFrom(
  file: string | undefined,
  variable: string,
  { env, cwd }: Pick<Host, "env" | "cwd">,
): Promise<string | null> {
  if (file === undefined) return env[variable] || null;
  const path = resolve(cwd, file);
  const { mode } = await stat(path).catch((cause: unknown) => unreadable(path, cause));
  if ((mode & OTHERS) !== 0) {
    throw new QuantsError("config_invalid", `Others can read the password in ${path}.`, {
      hint: `chmod 600 ${path}`,
      resource: path,
    });
  }
  const text = await fileText(file, cwd);
  return text.replace(/\r?\n$/, "");
}

export async function fileText(file: string, cwd: string): Promise<string> {
  const path = resolve(cwd, file);
  return readFile(path, "utf8").catch((cause: unknown) => unreadable(path, cause));
}

function unreadable(path: string, cause: unknown): never {
  throw new QuantsError("config_not_found", `${path} can't be read.`, {
    hint: "Check the path, and that you may read it.",
    resource: path,
    cause,
  });
}
