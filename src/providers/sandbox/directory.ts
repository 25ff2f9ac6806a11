import { join, resolve } from "node:path";
import { userFolder } from "../../core/files/user-folders.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the state is kept unless it is said: QUANTS_CTL_SANDBOX_DIR, else the user's state folder. */
export function defaultDirectory(env: Environment): string {
  if (env["QUANTS_CTL_SANDBOX_DIR"]) return resolve(env["QUANTS_CTL_SANDBOX_DIR"]);
  return join(userFolder("state", env), "quants-ctl", "sandbox");
}
