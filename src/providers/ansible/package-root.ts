import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, whether run from source or from the build. */
export function packageRoot(): string {
  let at = import.meta.dirname;
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) at = dirname(at);
  return at;
}
