import { QuantsError } from "../errors.ts";

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const LOOKS_LIKE_A_FLAG_VALUE = new Set(["true", "false"]);

/**
 * Checks a resource name as Lightsail does (2 to 255 of A-Z a-z 0-9 . - _, alphanumeric at both
 * ends) and refuses `true` and `false`, which are misplaced flag values. Returns the name; throws
 * `invalid_input`.
 */
export function checkName(name: string, what = "instance name"): string {
  if (LOOKS_LIKE_A_FLAG_VALUE.has(name.toLowerCase())) {
    throw new QuantsError(
      "invalid_input",
      `"${name}" is refused as ${an(what)}: it looks like a value for a flag.`,
      {
        hint: "Flags take no true or false: give the flag alone, or omit it.",
        resource: name,
      },
    );
  }
  const fault = nameFault(name);
  if (fault !== null) {
    throw new QuantsError("invalid_input", `"${name}" is not a valid ${what}: ${fault}.`, {
      hint: "Use 2 to 255 letters, digits, '.', '-' or '_', with a letter or digit at both ends.",
      resource: name,
    });
  }
  return name;
}

function nameFault(name: string): string | null {
  if (name.length < 2) return "it is shorter than 2 characters";
  if (name.length > 255) return `it has ${name.length} characters, 255 is the most`;
  if (NAME.test(name)) return null;
  const odd = /[^A-Za-z0-9._-]/u.exec(name);
  if (odd !== null) return `it contains ${JSON.stringify(odd[0])}`;
  return "it must start and end with a letter or digit";
}

function an(what: string): string {
  return /^[aeiou]/.test(what) ? `an ${what}` : `a ${what}`;
}
