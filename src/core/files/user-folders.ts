import { userInfo } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { QuantsError } from "../errors.ts";

type Env = Readonly<Record<string, string | undefined>>;

const KINDS = {
  state: { variable: "XDG_STATE_HOME", below: [".local", "state"] },
  cache: { variable: "XDG_CACHE_HOME", below: [".cache"] },
  config: { variable: "XDG_CONFIG_HOME", below: [".config"] },
} as const;

/**
 * The user's folder for state, caches or settings by the XDG base directory specification: an empty
 * or relative variable is ignored, because files would land wherever a command happens to run.
 */
export function userFolder(kind: keyof typeof KINDS, env: Env): string {
  const { variable, below } = KINDS[kind];
  const own = env[variable];
  return own && isAbsolute(own) ? own : join(homeFolder(env), ...below);
}

/** This program's state: QUANTS_CTL_STATE_DIR, or else a folder in the user's state folder. */
export function stateFolder(env: Env): string {
  const own = env["QUANTS_CTL_STATE_DIR"];
  return own ? resolve(own) : join(userFolder("state", env), "quants-ctl");
}

/** HOME if it is a path, or else the system's entry for the user. */
export function homeFolder(env: Env): string {
  const { HOME: home } = env;
  if (home && isAbsolute(home)) return home;
  const known = homeOfUser();
  if (known !== undefined && isAbsolute(known)) return known;
  throw new QuantsError("config_invalid", "This user has no home folder.", {
    hint: "Set HOME to one of your folders, or QUANTS_CTL_STATE_DIR, QUANTS_CTL_SANDBOX_DIR and QUANTS_CTL_CACHE_DIR.",
    resource: "HOME",
  });
}

function homeOfUser(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    // The system has no entry for this user id, as in some containers.
    return undefined;
  }
}
