import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { POLICY_OPTIONS } from "./policy-options.ts";

export const spec = defineCommand({
  name: "plan",
  summary: "show which alarms the tags of instances ask for, and what `alarm apply` would do",
  about:
    'The tag Alarms of an instance says what is watched, as in "cpu:80 burst:20 status": its processor above ' +
    "80 %, its burst capacity below 20 %, a failed status check, and network-in or network-out above so many " +
    "bytes in five minutes (network-out:2GB). Three periods in a row count, or as many as are given " +
    "(cpu:80:3/5); of status two. notify:email+sms or notify:none says who is told. Alarms that somebody else " +
    "made are never touched.",
  examples: ["quants-ctl alarm plan --region all", "quants-ctl alarm plan --fail-on-drift"],
  options: [
    ...POLICY_OPTIONS,
    {
      flags: "--fail-on-drift",
      help: "exit with 5 when alarms are not as the tags ask",
      flagOnly: true,
    },
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./plan.ts"),
});
