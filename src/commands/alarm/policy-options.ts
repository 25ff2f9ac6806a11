import { option, optionList } from "../definition/option.ts";
import { REGIONS, TARGETS } from "../definition/options.ts";

const NOTIFY = option({
  flags: "--notify <protocol>",
  help: "whom to notify where the tag does not say: email, sms; repeat it or use commas",
  default: "email",
  choices: ["email", "sms"],
  repeat: true,
  commas: true,
  flagOnly: true,
});

/** Which instances' alarms, and whom they tell. */
export const POLICY_OPTIONS = optionList([...TARGETS, REGIONS, NOTIFY]);
