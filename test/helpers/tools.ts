import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, test } from "vitest";

/** Groups of tests are made before any test runs, without waiting: nothing else would end this. */
const LIMIT = { timeout: 30_000, killSignal: "SIGKILL" } as const;

/**
 * The path of a program, or null when it is not on this machine or does not work. `probe` is
 * what it is tried with; null for a program that has nothing harmless to say.
 */
export function tool(name: string, probe: readonly string[] | null = ["--version"]): string | null {
  return found(name, () => {
    const path = which(name);
    return path !== null && (probe === null || works(path, probe)) ? path : null;
  });
}

/**
 * A Python that has the module, tried in the order of PATH's usual names. The first of a name need
 * not be the system's, which has the modules of packages.
 */
export function pythonWith(module: string): string | null {
  return found(`python3 with ${module}`, () => {
    const folders = (process.env["PATH"] ?? "").split(delimiter);
    for (const name of ["python3", "python", "python3.13", "python3.12", "python3.11"]) {
      for (const path of folders.map((folder) => join(folder, name))) {
        if (existsSync(path) && works(path, ["-c", `import ${module}`])) return path;
      }
    }
    return null;
  });
}

/**
 * A group of tests that need foreign tools, given as name and what was found. Without one of
 * them the group is skipped and its title says why; with QUANTS_REQUIRE_TOOLS=1 it fails.
 */
export function describeWith(
  title: string,
  tools: Readonly<Record<string, string | null>>,
  body: () => void,
): void {
  const missing = Object.keys(tools).filter((name) => tools[name] === null);
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const why = `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not on this machine`;
  if (process.env["QUANTS_REQUIRE_TOOLS"] === "1") {
    test(title, () => {
      throw new Error(`QUANTS_REQUIRE_TOOLS=1, but ${why}.`);
    });
  } else {
    describe.skip(`${title} (skipped: ${why})`, body);
  }
}

const known = new Map<string, string | null>();

function found(key: string, search: () => string | null): string | null {
  if (!known.has(key)) known.set(key, search());
  return known.get(key) ?? null;
}

function which(name: string): string | null {
  const { status, stdout } = spawnSync("/bin/sh", ["-c", 'command -v "$1"', "sh", name], {
    encoding: "utf8",
    ...LIMIT,
  });
  return status === 0 ? stdout.trim() : null;
}

/** Whether it ends well. A version manager's placeholder is found, but ends with an error. */
export function works(path: string, argv: readonly string[]): boolean {
  return spawnSync(path, argv, { stdio: "ignore", ...LIMIT }).status === 0;
}
