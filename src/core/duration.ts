import { QuantsError } from "./errors.ts";

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Parses `90`, `90s`, `5m`, `1h` or `500ms` (a bare number is seconds) to milliseconds. */
export function parseDuration(text: string, what: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const value = Number(match?.[1]) * (UNITS[match?.[2] ?? "s"] ?? Number.NaN);
  if (!Number.isFinite(value) || value > 24 * 3_600_000) {
    throw new QuantsError("invalid_input", `"${text}" is not a valid ${what}.`, {
      hint: "Write it as 90s, 5m, 1h or 500ms; a bare number is seconds; a day is the most.",
    });
  }
  return Math.round(value);
}
