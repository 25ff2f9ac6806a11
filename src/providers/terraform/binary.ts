import { QuantsError } from "../../core/errors.ts";
import { findProgram } from "../../core/files/find-program.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Tried in this order when none is named. */
const NAMES = ["terraform", "tofu"];

/**
 * Finds the program to run: the one asked for, by path or by name, or else the first on the PATH.
 */
export function findBinary(asked: string | undefined, env: Env, cwd: string): string {
  if (asked !== undefined) {
    const found = findProgram(asked, { env, cwd });
    if (found !== undefined) return found;
    throw new QuantsError("config_not_found", `There is no executable program "${asked}".`, {
      hint: "Set --binary or QUANTS_CTL_TERRAFORM to the path of terraform or tofu.",
      resource: asked,
    });
  }
  for (const name of NAMES) {
    const found = findProgram(name, { env, cwd });
    if (found !== undefined) return found;
  }
  throw new QuantsError("config_not_found", "Neither terraform nor tofu is on the PATH.", {
    hint: "Install one of them, or name it with --binary or QUANTS_CTL_TERRAFORM.",
    docs: "https://developer.hashicorp.com/terraform/install",
  });
}
