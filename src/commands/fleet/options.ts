import { argument, flagsOnly, option, optionList } from "../definition/option.ts";
import { POLL_INTERVAL, TIMEOUT } from "../definition/options.ts";
import { QuantsError } from "../../core/errors.ts";

export const FLEET_FILES = argument({
  name: "[files...]",
  help: "the fleet's files, or folders of them (default: fleet.yml, or the folder fleet)",
});

/** What a plan may do that needs a word of its own. */
export const CONSENT = optionList([
  {
    flags: "--replace <name>",
    help: "this instance of the file may be deleted and made anew; repeat it for several",
    repeat: true,
    flagOnly: true,
  },
  {
    flags: "--max-delete <number>",
    help: "as many instances may be deleted, or lose their address",
    default: "3, and at most 30 % of the fleet",
    flagOnly: true,
    parse: maxDelete,
  },
  {
    flags: "--over-budget",
    help: "the fleet may cost more than budget_usd_per_month",
    flagOnly: true,
  },
]);

/** The section `fleet` of a file says what the fleet is: it has no options. */
export const WAITS = flagsOnly([TIMEOUT, POLL_INTERVAL]);

export const OUT = option({
  flags: "--out <file>",
  help: "keep the plan here, for fleet apply",
  flagOnly: true,
  role: "how",
});

function maxDelete(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is no number of deletions.`, {
    hint: "Give a whole number from 0.",
    resource: text,
  });
}
