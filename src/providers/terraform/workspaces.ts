import type { StackOptions } from "../../core/contracts/terraform-control.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QuantsError } from "../../core/errors.ts";
import { nearest } from "../../core/text/nearest.ts";

/** Reads `workspace list`: two columns, the first of which marks the selected workspace. */
export function parseWorkspaces(text: string): string[] {
  return text
    .split("\n")
    .map((line) => /^[* ] (\S+)\s*$/.exec(line)?.[1])
    .filter((name) => name !== undefined);
}

/** The selected workspace, as Terraform remembers it in a folder. */
export function selectedWorkspace(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, "environment"), "utf8").trim() || "default";
  } catch {
    return "default";
  }
}

export function noWorkspace(
  stack: string,
  selection: StackOptions,
  workspace: string,
  known: readonly string[],
): QuantsError {
  const near = nearest(workspace, known);
  return new QuantsError("not_found", `Stack ${stack} has no workspace "${workspace}".`, {
    hint: advice`${near === null ? "" : `Did you mean ${near}? `}Known: ${known.join(", ")}. Create it with: ${toRun("stack init", { ...selection, workspace, createWorkspace: true })}`,
    resource: workspace,
  });
}
