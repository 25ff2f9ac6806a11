import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

/** The path of a script that a process of its own can run; `source` may import from `src/`. */
export async function bundle(directory: string, source: string): Promise<string> {
  const input = join(directory, "script.mjs");
  writeFileSync(input, source);
  const made = await rolldown({ input, platform: "node" });
  const output = join(directory, "build");
  await made.write({ dir: output, format: "cjs" });
  await made.close();
  return join(output, "script.js");
}
