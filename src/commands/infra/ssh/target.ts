import { isIP } from "node:net";
import { QuantsError, UsageError } from "../../../core/errors.ts";
import type { Instance } from "../../../core/model.ts";

const USER = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** They become words of ssh's command line. */
export function checkSshOptions({ user, address }: { user?: string; address?: string }): void {
  if (user !== undefined && !USER.test(user)) {
    throw new UsageError(`"${user}" is not a login name.`, { resource: user });
  }
  if (address !== undefined && isIP(address) === 0 && !HOST.test(address)) {
    throw new UsageError(`"${address}" is not an address.`, {
      hint: "Give an IP address or a host name.",
      resource: address,
    });
  }
}

/** What the provider says comes from outside, and becomes a word of ssh's command line. */
export function userOf({ name, username }: Instance, asked: string | undefined): string {
  const user = asked ?? username;
  if (user === "Administrator" && asked === undefined) {
    throw new QuantsError("invalid_state", `${name} is a Windows instance: it has no SSH server.`, {
      hint: "Use a remote desktop; if it has an SSH server after all, give --user.",
      resource: name,
    });
  }
  if (user !== null && USER.test(user)) return user;
  throw new QuantsError("invalid_state", `The login name of ${name} is not known.`, {
    hint: "Give --user.",
    resource: name,
  });
}
