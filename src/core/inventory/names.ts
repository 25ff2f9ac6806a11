import { QuantsError } from "../errors.ts";

/** Names with a fixed meaning in Ansible. */
export const RESERVED: readonly string[] = ["all", "ungrouped", "localhost", "127.0.0.1"];

export const HOST_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
export const GROUP_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Refuses a host name that Ansible would expand, evaluate or mistake for a group. A host can't be
 * renamed here: the service and the user know it by its name.
 */
export function checkHostName(name: string, groups: ReadonlySet<string>): void {
  const fault = faultOf(name, groups);
  if (fault === null) return;
  throw new QuantsError(
    "conflict",
    `The host ${JSON.stringify(name)} can't be in an inventory: ${fault}.`,
    {
      hint: `Exclude it (--filter 'name!=NAME'), or rename it.`,
      resource: name,
    },
  );
}

function faultOf(name: string, groups: ReadonlySet<string>): string | null {
  if (!HOST_NAME.test(name)) {
    return "a host name consists of letters, digits, '.', '-' and '_', starting with a letter or digit";
  }
  if (RESERVED.includes(name)) return "the name is reserved by Ansible";
  return groups.has(name) ? "a group has the same name" : null;
}

/**
 * A valid group name, with invalid characters replaced by `_`. `prefix` keeps it from starting with
 * a digit.
 */
export function groupName(prefix: string, value: string): string {
  return [prefix, value]
    .filter((part) => part !== "")
    .join("_")
    .replace(/[^A-Za-z0-9_]/gu, "_");
}

/** The group of an environment's hosts, whose variables are the environment's settings. */
export function environmentGroup(name: string): string {
  return groupName("environment", name);
}
