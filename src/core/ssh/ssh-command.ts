import type { Instance } from "../model.ts";
import { publicAddress } from "../instances/public-address.ts";

const SAFE = /^[A-Za-z0-9._-]+$/;

/**
 * The login command, ready to paste: user and address only, since the user knows the key. Null
 * without an address, or if the login is not by SSH.
 */
export function sshCommand(instance: Instance): string | null {
  const address = publicAddress(instance);
  const user = instance.username;
  if (address === null || user === null || user === "Administrator") return null;
  // Both come from outside: refuse anything that a shell would interpret.
  if (!SAFE.test(user) || !/^[0-9A-Fa-f.:]+$/.test(address)) return null;
  return `ssh ${user}@${address}`;
}
