import { QuantsError } from "../../core/errors.ts";
import { POLL_INTERVAL, REGION } from "../definition/options.ts";
import { argument, option, optionList } from "../definition/option.ts";

export const RECORD = argument({
  name: "<record>",
  help: "name of the records, e.g. api.example.com",
});

export const ZONE = option({
  flags: "--zone <zone>",
  help: "hosted zone, by id or name",
  default: "the one with the longest matching name",
  role: "which",
});

/** What watches over the traffic. */
export const GUARD = optionList([
  {
    flags: "--alarm <name>",
    help: "CloudWatch alarm that must stay OK; repeat it for several",
    repeat: true,
    role: "how",
  },
  {
    flags: "--probe <url>",
    help: "URL that the target must answer with 2xx; a path is taken as https on the record's name",
    role: "how",
  },
  {
    flags: "--unguarded",
    help: "go without an alarm and without a probe",
    flagOnly: true,
    role: "how",
  },
  { ...POLL_INTERVAL, default: "15s" },
]);

/** The region of the alarms. */
export const ALARM_REGION = option({ ...REGION, help: "region of the alarms" });

export function percent(text: string): number {
  const value = /^(\d{1,3})%?$/.exec(text.trim())?.[1];
  const number = Number(value);
  if (value !== undefined && number >= 1 && number <= 100) return number;
  throw new QuantsError("invalid_input", `"${text}" is not a share of the traffic.`, {
    hint: "Give whole percents from 1 to 100, in rising order: 10,50,100.",
    resource: text,
  });
}
