import { randomInt } from "node:crypto";
import { DATABASE_ENGINES, type DatabaseEngine } from "../catalogue/database-blueprints.ts";
import { invalidInput } from "../protocol/service-error.ts";

const GENERATED_LENGTH = 32;
const SHORTEST = 8;
/** Printable ASCII but for what the service forbids. */
const CHARACTERS = Array.from({ length: 0x7f - 0x21 }, (_, index) =>
  String.fromCharCode(0x21 + index),
).filter((it) => !'/"@'.includes(it));

export const generatedPassword = (): string =>
  Array.from(
    { length: GENERATED_LENGTH },
    () => CHARACTERS[randomInt(CHARACTERS.length)] ?? "",
  ).join("");

/** The password, which no message repeats. */
export function checkedPassword(engine: DatabaseEngine, password: string): string {
  const { passwordLength } = DATABASE_ENGINES[engine];
  if (password.length < SHORTEST || password.length > passwordLength) {
    throw invalidInput(
      `The master user password must have ${SHORTEST} to ${passwordLength} characters.`,
    );
  }
  if (!Array.from(password).every((it) => CHARACTERS.includes(it))) {
    throw invalidInput(
      'The master user password must be of printable ASCII characters other than "/", """, "@" and spaces.',
    );
  }
  return password;
}
