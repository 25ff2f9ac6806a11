import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

type Parser = typeof import("@actions/workflow-parser");

/** GitHub's own parser of workflows. It imports JSON as only bundlers take it, so it is bundled. */
export async function workflowParser(): Promise<Parser> {
  const directory = mkdtempSync(join(tmpdir(), "quants-ctl-parser-"));
  try {
    const file = join(directory, "parser.mjs");
    const input = fileURLToPath(import.meta.resolve("@actions/workflow-parser"));
    const bundle = await rolldown({ input, platform: "node" });
    await bundle.write({ file, format: "esm" });
    return (await import(pathToFileURL(file).href)) as Parser;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
