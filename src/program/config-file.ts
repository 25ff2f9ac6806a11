import { relative } from "node:path";
import { findConfig } from "../core/config/find.ts";
import type { Config } from "../core/config/schema.ts";
import type { Host } from "../core/context.ts";
import { peek } from "./resolve.ts";

/** The settings file of one run. */
export interface ConfigFile {
  /** As it is to be shown. */
  file: string;
  /** The user named it, or it was found in the working folder or in the user's own. */
  origin: "named" | "folder" | "user";
}

/** In the environment: no file at all, not even one that could be found. */
const NONE = "none";

/** Which settings file counts: the one that is named, else one that is found. Null for none. */
export function configFileOf(
  flags: Readonly<Record<string, unknown>>,
  { env, cwd }: Pick<Host, "env" | "cwd">,
): ConfigFile | null {
  if (flags["config"] === false) return null;
  const named = peek("config", flags, env);
  if (named === NONE && flags["config"] === undefined) return null;
  if (named !== undefined) return { file: named, origin: "named" };
  const found = findConfig({ cwd, env });
  if (found === null) return null;
  const isHere = found.place === "folder";
  return { file: isHere ? relative(cwd, found.path) : found.path, origin: found.place };
}

export async function readConfigFile(
  found: ConfigFile | null,
  { env, cwd }: Pick<Host, "env" | "cwd">,
): Promise<Config> {
  if (found === null) return {};
  const { readConfigFile: read } = await import("../commands/config-file/read.ts");
  return read(found.file, { env, cwd, isOnlyFound: found.origin === "folder" });
}
