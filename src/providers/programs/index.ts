import type { Host } from "../../core/context.ts";
import { findProgram } from "../../core/files/find-program.ts";
import type { ProgramVersion } from "../../core/contracts/program-version.ts";

const TIMEOUT_MS = 15_000;

/**
 * The first of these programs on the PATH and its version: the first dotted number that it prints.
 * Null when none of them is there.
 */
export async function programVersion(
  names: readonly string[],
  args: readonly string[],
  host: Host,
): Promise<ProgramVersion | null> {
  const path = names.map((name) => findProgram(name, host)).find((it) => it !== undefined);
  if (path === undefined) return null;
  const { execa } = await import("execa");
  const { all } = await execa(path, args, {
    cwd: host.cwd,
    // Log lines would be full of numbers.
    env: { ...host.env, CHECKPOINT_DISABLE: "1", TF_LOG: "" },
    extendEnv: false,
    stdin: "ignore",
    all: true,
    reject: false,
    timeout: TIMEOUT_MS,
    cancelSignal: host.signal,
  });
  return { path, version: /\d+\.\d+(?:\.\d+)?/.exec(all)?.[0] ?? null };
}
