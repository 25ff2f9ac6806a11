import { QuantsError } from "../../core/errors.ts";

export function wholeNumber(text: string, what: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new QuantsError("invalid_input", `"${text}" is not a valid ${what}.`, {
      hint: `Give a whole number from ${least} to ${most}.`,
    });
  }
  return value;
}
