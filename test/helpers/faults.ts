import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./cli.ts";

/** Writes fault rules into a folder, in place of those before; the path of the file. */
export function writeFaults(directory: string, rules: readonly object[]): string {
  const file = join(directory, "faults.json");
  writeFileSync(file, JSON.stringify({ rules }));
  return file;
}

/** The same program on a sandbox that goes wrong by these rules. */
export function faultyCli(cli: Cli, rules: readonly object[]): Cli {
  return cli.with({ env: { QUANTS_CTL_SANDBOX_FAULTS: writeFaults(cli.directory, rules) } });
}
