import { lstatSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { QuantsError } from "../errors.ts";
import { userFolder } from "../files/user-folders.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** A settings file that was found rather than named. */
export interface FoundConfig {
  path: string;
  /**
   * In the working folder, where it may have come with somebody else's files, or the user's own.
   */
  place: "folder" | "user";
}

const ENDINGS = ["yml", "yaml", "json"];

/** The name of a file in the working folder. */
const FOLDER_NAME = "quants-ctl";

/** The user's own file, without its extension; null for a user without a home. */
function userFile(env: Env): string | null {
  try {
    return join(userFolder("config", env), "quants-ctl", "config");
  } catch {
    return null;
  }
}

/**
 * The settings file to use when none is named: `quants-ctl.yml` (or .yaml, .json) in the working
 * folder, or else the user's own. Throws `config_invalid` for a file that somebody else may have
 * written.
 */
export function findConfig({ cwd, env }: { cwd: string; env: Env }): FoundConfig | null {
  const found = configIn("folder", { cwd, env }) ?? configIn("user", { cwd, env });
  if (found !== null) refuseOthers(found, cwd);
  return found;
}

/** Whether a pasted command might find settings by itself, here or in another folder. */
export function isAnyConfigFound(where: { cwd: string; env: Env }, place?: "user"): boolean {
  return (
    (place === undefined && configIn("folder", where) !== null) || configIn("user", where) !== null
  );
}

/** The existing file, whoever wrote it. */
export function configIn(
  place: FoundConfig["place"],
  { cwd, env }: { cwd: string; env: Env },
): FoundConfig | null {
  const path = place === "folder" ? join(cwd, FOLDER_NAME) : userFile(env);
  return path === null ? null : firstOf(path, place);
}

/** Where `init` writes. */
export function newConfigPath(
  place: FoundConfig["place"],
  { cwd, env }: { cwd: string; env: Env },
): string {
  return place === "folder"
    ? join(cwd, `${FOLDER_NAME}.yml`)
    : join(userFolder("config", env), "quants-ctl", "config.yml");
}

function firstOf(path: string, place: FoundConfig["place"]): FoundConfig | null {
  for (const ending of ENDINGS) {
    const candidate = `${path}.${ending}`;
    if (isThere(candidate)) return { path: candidate, place };
  }
  return null;
}

/** A parent that is not a folder, or is closed to this user, holds no file of theirs. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Settings decide which account is changed, so only the user or root may have written them. */
function refuseOthers({ path, place }: FoundConfig, cwd: string): void {
  const shown = place === "folder" ? relative(cwd, path) : path;
  const link = lstatSync(path);
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) throw refused(shown, "is a broken link");
  if (!file.isFile()) throw refused(shown, "is not a file");
  const own = process.getuid?.();
  // Windows has no such owners and modes.
  if (own === undefined) return;
  if ([link.uid, file.uid].some((uid) => uid !== own && uid !== 0)) {
    throw refused(shown, "is owned by another user");
  }
  if ((file.mode & 0o002) !== 0) {
    throw refused(shown, "is writable by everyone", `Run: chmod o-w ${path}`);
  }
}

function refused(file: string, why: string, cure?: string): QuantsError {
  return new QuantsError(
    "config_invalid",
    `The config file ${file} was found, but ${why}. It is not used, and nothing was done.`,
    {
      hint: `${cure === undefined ? "" : `${cure}. Or: `}name the file with --config, or use --no-config to ignore it.`,
      resource: file,
    },
  );
}
