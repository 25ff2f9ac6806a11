import { QuantsError } from "../errors.ts";

/** Part of names of services, secrets, networks and folders: Docker's limit of 63 leaves so much. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 24;

/** `tenant hibernate run` is a command of its own. */
const RESERVED = new Set(["run"]);

export const isTenantName = (text: string): boolean =>
  NAME.test(text) && text.length <= LONGEST && !RESERVED.has(text);

export function checkTenantName(text: string): string {
  if (isTenantName(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not a name for a tenant.`, {
    hint: `Up to ${LONGEST} lower-case letters, digits and single '-' between them; a letter comes first. "run" is none.`,
    resource: text,
  });
}
