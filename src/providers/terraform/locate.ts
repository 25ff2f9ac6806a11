import { advice, toRun } from "../../core/text/advice.ts";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { nearest } from "../../core/text/nearest.ts";
import type { StackEntry, StackRequest } from "../../core/contracts/terraform-control.ts";

const HOME_OF_STACKS = join("terraform", "environments");
const TERRAFORM_FILE = /\.(tf|tofu)(\.json)?$/;

export interface Located {
  name: string;
  directory: string;
}

/** Finds a stack by its folder or by its name, and checks that it is one. */
export function locateStack(
  { name, dir }: Pick<StackRequest, "name" | "dir">,
  cwd: string,
): Located {
  if (dir !== undefined) {
    const directory = resolve(cwd, dir);
    if (!isDirectory(directory)) {
      throw new QuantsError("not_found", `There is no folder ${directory}.`, {
        hint: "Check the path given to --dir.",
        resource: dir,
      });
    }
    requireFiles(directory);
    return { name: name ?? basename(directory), directory };
  }
  if (name === undefined) {
    throw new UsageError("Which stack? Neither a name nor --dir is given.", {
      hint: advice`See: ${toRun("stack list")}`,
    });
  }
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new QuantsError("invalid_input", `"${name}" is not the name of a stack.`, {
      hint: "A name is a folder under terraform/environments; use --dir for any other folder.",
      resource: name,
    });
  }
  const home = findHome(cwd);
  const directory = home === undefined ? undefined : join(home, name);
  if (home === undefined || directory === undefined || !isDirectory(directory)) {
    throw unknownStack(name, home, cwd);
  }
  requireFiles(directory);
  return { name, directory };
}

/**
 * Every folder with Terraform files below the stacks' folder; `dataDir` is where init keeps its
 * data.
 */
export function listStacks(
  folder: string | undefined,
  cwd: string,
  dataDir: (stack: Located) => string,
): StackEntry[] {
  const home = folder === undefined ? findHome(cwd) : resolve(cwd, folder);
  if (home === undefined) throw noHome(cwd);
  if (!isDirectory(home)) {
    throw new QuantsError("not_found", `There is no folder ${home}.`, {
      hint: "Check the path given to --dir.",
      resource: folder,
    });
  }
  return namesIn(home).map((name) => {
    const directory = join(home, name);
    return {
      name,
      directory,
      initialised: isDirectory(dataDir({ name, directory })),
      backend: backendOf(directory),
    };
  });
}

function requireFiles(directory: string): void {
  if (terraformFiles(directory).length > 0) return;
  throw new QuantsError("config_invalid", `There are no Terraform files in ${directory}.`, {
    hint: advice`A stack is a folder with .tf files; see: ${toRun("stack list")}`,
    resource: directory,
  });
}

function terraformFiles(directory: string): string[] {
  return readdirSync(directory).filter((file) => TERRAFORM_FILE.test(file));
}

function unknownStack(name: string, home: string | undefined, cwd: string): QuantsError {
  if (home === undefined) return noHome(cwd);
  const known = namesIn(home);
  const near = nearest(name, known);
  const list = known.length === 0 ? "There is none." : `Known: ${known.join(", ")}.`;
  return new QuantsError("not_found", `There is no stack "${name}" in ${home}.`, {
    hint: `${near === null ? "" : `Did you mean ${near}? `}${list}`,
    resource: name,
  });
}

function noHome(cwd: string): QuantsError {
  return new QuantsError("not_found", `There is no folder ${HOME_OF_STACKS} in or above ${cwd}.`, {
    hint: "Change into the project's folder, or name the stack's folder with --dir.",
  });
}

/** The stacks' folder in this directory or above it, but not above the project. */
function findHome(cwd: string): string | undefined {
  for (let at = cwd; ; at = dirname(at)) {
    const home = join(at, HOME_OF_STACKS);
    if (isDirectory(home)) return home;
    if (existsSync(join(at, ".git")) || dirname(at) === at) return undefined;
  }
}

function namesIn(home: string): string[] {
  return readdirSync(home)
    .filter((name) => isDirectory(join(home, name)) && terraformFiles(join(home, name)).length > 0)
    .toSorted(compareNatural);
}

/** Read from files only, so that listing stacks runs nothing. */
function backendOf(directory: string): string {
  for (const file of terraformFiles(directory)) {
    const text = readFileSync(join(directory, file), "utf8");
    const named = /^\s*backend\s+"([^"]+)"/m.exec(text)?.[1];
    if (named !== undefined) return named;
    if (/^\s*cloud\s*\{/m.test(text)) return "cloud";
  }
  return "local";
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
