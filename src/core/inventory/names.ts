import { QuantsError } from "../errors.ts";

/** Names that mean something to Ansible whatever the inventory says. */
export const RESERVED: readonly string[] = ["all", "ungrouped", "localhost", "127.0.0.1"];

export const HOST_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
export const GROUP_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Refuses a host name that Ansible would expand, evaluate or take for a group. A host can't be
 * renamed here: its name is how the service and the user know it.
 */
export function checkHostName(name: string, groups: ReadonlySet<string>): void {
  const fault = faultOf(name, groups);
  if (fault === null) return;
  throw new QuantsError(
    "conflict",
    `The host ${JSON.stringify(name)} can't be in an inventory: ${fault}.`,
    {
      hint: `Leave it out (--filter 'name!=NAME'), or give it another name.`,
      resource: name,
    },
  );
}

function faultOf(name: string, groups: ReadonlySet<string>): string | null {
  if (!HOST_NAME.test(name)) {
    return "a host name is letters, digits, '.', '-' and '_', with a letter or digit first";
  }
  if (RESERVED.includes(name)) return "the name is reserved by Ansible";
  return groups.has(name) ? "a group has the same name" : null;
}

/** A valid group name, with everything else made `_`. `prefix` begins it, so that a digit can't. */
export function groupName(prefix: string, value: string): string {
  return [prefix, value]
    .filter((part) => part !== "")
    .join("_")
    .replace(/[^A-Za-z0-9_]/gu, "_");
}

/** The group of the hosts of an environment, whose settings are its variables. */
export function environmentGroup(name: string): string {
  return groupName("environment", name);
}
