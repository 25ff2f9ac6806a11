import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** The path of an executable program on the PATH; undefined without one. */
export function findProgram(
  name: string,
  { env, cwd }: { env: Readonly<Record<string, string | undefined>>; cwd: string },
): string | undefined {
  if (/[\\/]/.test(name)) return programAt(resolve(cwd, name));
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    const found = programAt(join(isAbsolute(folder) ? folder : resolve(cwd, folder), name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function programAt(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
