import { DEFAULT_RETENTION } from "../../core/backups/retention.ts";
import { option, optionList } from "../definition/option.ts";
import { TARGETS, REGIONS } from "../definition/options.ts";
import { QuantsError } from "../../core/errors.ts";

function keep<const F extends string>(flags: F, period: keyof typeof DEFAULT_RETENTION) {
  const what = { hourly: "hours", daily: "days", weekly: "weeks" }[period];
  return option({
    flags,
    range: [0, 9999],
    help: `keep the backup of so many ${what}`,
    default: String(DEFAULT_RETENTION[period]),
    parse: (text) => parseNumber(text, `keep-${period}`),
  });
}

export const KEEP = optionList([
  keep("--keep-hourly <number>", "hourly"),
  keep("--keep-daily <number>", "daily"),
  keep("--keep-weekly <number>", "weekly"),
]);

export const WHICH = optionList([...TARGETS, REGIONS]);

function parseNumber(text: string, flag: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is not a number for --${flag}.`, {
    hint: "Give a whole number from 0 to 9999; the last good backup is kept even with 0.",
    resource: text,
  });
}
