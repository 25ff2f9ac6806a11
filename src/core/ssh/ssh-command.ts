import type { Instance } from "../model.ts";
import { publicAddress } from "../instances/public-address.ts";

const SAFE = /^[A-Za-z0-9._-]+$/;

/**
 * The command that logs in, as one can paste it: user and address only, the key is the
 * user's to know. Null when there is no address yet or the login is not by SSH.
 */
export function sshCommand(instance: Instance): string | null {
  const address = publicAddress(instance);
  const user = instance.username;
  if (address === null || user === null || user === "Administrator") return null;
  // Both come from outside: nothing that a shell would read otherwise may pass.
  if (!SAFE.test(user) || !/^[0-9A-Fa-f.:]+$/.test(address)) return null;
  return `ssh ${user}@${address}`;
}
