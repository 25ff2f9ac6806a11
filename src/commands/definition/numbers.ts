import { QuantsError } from "../../core/errors.ts";

/** A whole number from 1. Throws `invalid_input`. */
export function parseCount(text: string, what: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is not a ${what}.`, {
    hint: "Give a whole number from 1.",
    resource: text,
  });
}

const MOST_PORT = 65_535;

/** Throws `invalid_input`. */
export function parsePort(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= MOST_PORT) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is not a port.`, {
    hint: `Give a whole number from 1 to ${MOST_PORT}.`,
    resource: text,
  });
}
