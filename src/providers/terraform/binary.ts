import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { QuantsError } from "../../core/errors.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Looked for in this order when none is named. */
const NAMES = ["terraform", "tofu"];

/** The program to run: the one asked for, by path or by name, else what the PATH offers. */
export function findBinary(asked: string | undefined, env: Env, cwd: string): string {
  if (asked !== undefined) {
    const found = /[\\/]/.test(asked) ? at(resolve(cwd, asked)) : onPath(asked, env, cwd);
    if (found !== undefined) return found;
    throw new QuantsError("config_not_found", `There is no program "${asked}" that can be run.`, {
      hint: "Give --binary or QUANTS_CTL_TERRAFORM the path of terraform or tofu.",
      resource: asked,
    });
  }
  for (const name of NAMES) {
    const found = onPath(name, env, cwd);
    if (found !== undefined) return found;
  }
  throw new QuantsError("config_not_found", "Neither terraform nor tofu is on the PATH.", {
    hint: "Install one of them, or name it with --binary or QUANTS_CTL_TERRAFORM.",
    docs: "https://developer.hashicorp.com/terraform/install",
  });
}

function onPath(name: string, env: Env, cwd: string): string | undefined {
  for (const folder of (env["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    const found = at(join(isAbsolute(folder) ? folder : resolve(cwd, folder), name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function at(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
