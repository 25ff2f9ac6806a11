import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { QuantsError } from "../../core/errors.ts";
import type { StackRequest } from "../../core/contracts/terraform-control.ts";
import { objectOf } from "../../core/text/json.ts";

const VARIABLE = /^[ \t]*variable[ \t]+"?([\w-]+)"?[ \t]*\{/;
/** Braces are not counted, as texts may have them: a block ends where the next one begins. */
const NEXT_BLOCK =
  /^[ \t]*(?:check|data|ephemeral|import|locals|module|moved|output|provider|removed|resource|terraform|variable)\b[^=\n]*\{/gm;
const EPHEMERAL = /^[^#\n]*\bephemeral[ \t]*=[ \t]*true\b/m;

/** Names of the ephemeral variables that a stack's own files declare. */
export function ephemeralVariables(directory: string): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(directory)) {
    const path = join(directory, file);
    if (/\.(tf|tofu)$/.test(file)) {
      for (const block of blocksOf(readFileSync(path, "utf8"))) {
        const name = VARIABLE.exec(block)?.[1];
        if (name !== undefined && EPHEMERAL.test(block)) names.add(name);
      }
    } else if (/\.(tf|tofu)\.json$/.test(file)) {
      const variables = objectOf(objectOf(parsed(readFileSync(path, "utf8")))["variable"]);
      for (const [name, value] of Object.entries(variables)) {
        if (objectOf(value)["ephemeral"] === true) names.add(name);
      }
    }
  }
  return names;
}

function blocksOf(text: string): string[] {
  const starts = [...text.matchAll(NEXT_BLOCK)].map(({ index }) => index);
  return starts.map((start, at) => text.slice(start, starts[at + 1]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Terraform says what is wrong with it, and before this is of any matter.
    return {};
  }
}

/** What the files with variables hold, so that nothing else is applied than was planned. */
export function digestOf({ varFiles = [] }: StackRequest, cwd: string): string {
  const hash = createHash("sha256");
  for (const file of varFiles) hash.update(readFileSync(resolve(cwd, file))).update("\0");
  return hash.digest("hex");
}

/** Terraform takes another value than the planned one without a word: it can't compare them. */
export function changedSincePlan(files: readonly string[]): QuantsError {
  return new QuantsError(
    "conflict",
    `${files.join(", ")} changed after the plan was made, so nothing was applied.`,
    { hint: "Repeat the command: it makes a plan with what is there now.", resource: files[0] },
  );
}
