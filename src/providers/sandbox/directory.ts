import { homedir } from "node:os";
import { join, resolve } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the state is kept unless it is said: QUANTS_CTL_SANDBOX_DIR, else the user's state folder. */
export function defaultDirectory(env: Environment): string {
  if (env["QUANTS_CTL_SANDBOX_DIR"]) return resolve(env["QUANTS_CTL_SANDBOX_DIR"]);
  const state = env["XDG_STATE_HOME"] || join(env["HOME"] || homedir(), ".local", "state");
  return join(state, "quants-ctl", "sandbox");
}
