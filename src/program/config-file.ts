import { relative } from "node:path";
import { findConfig } from "../core/config/find.ts";
import type { Config } from "../core/config/schema.ts";
import type { Host } from "../core/context.ts";
import { peek } from "./resolve.ts";

/** The settings file of one run. */
export interface ConfigFile {
  /** The path as shown to the user. */
  file: string;
  /** Named by the user, or found in the working folder or among the user's own settings. */
  origin: "named" | "folder" | "user";
}

/** Value of the environment variable that turns off config files. */
const NONE = "none";

/** The config file to use: the one named, or else one that is found. Null for none. */
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
