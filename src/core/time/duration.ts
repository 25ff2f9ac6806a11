import { QuantsError } from "../errors.ts";
import { ownValue } from "../text/own-value.ts";

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Parses `90`, `90s`, `5m`, `1h` or `500ms` (a bare number is seconds) into milliseconds. */
export function parseDuration(text: string, what: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const value = Number(match?.[1]) * (ownValue(UNITS, match?.[2] ?? "s") ?? Number.NaN);
  if (!Number.isFinite(value) || value > 24 * 3_600_000) {
    throw new QuantsError("invalid_input", `"${text}" is not a valid ${what}.`, {
      hint: "Write it as 90s, 5m, 1h or 500ms; a bare number is seconds; the maximum is a day.",
    });
  }
  return Math.round(value);
}

const LONG_UNITS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Parses an age, `90m`, `6h`, `30d` or `2w`, into milliseconds. */
export function parseAge(text: string, what: string): number {
  const match = /^(\d{1,6})([mhdw])$/.exec(text.trim());
  const value = Number(match?.[1]) * (ownValue(LONG_UNITS, match?.[2] ?? "") ?? Number.NaN);
  if (value > 0 && value <= LONGEST_AGE) return value;
  throw new QuantsError("invalid_input", `"${text}" is not a valid ${what}.`, {
    hint: "Write it as 90m, 6h, 30d or 2w; the maximum is ten years.",
    resource: text,
  });
}

const LONGEST_AGE = 3_652 * 86_400_000;
